import type { ComponentChildren } from 'preact';
import { digits, word } from '../words.ts';
import { BackIcon } from './icons.tsx';

interface Props {
  title: string;
  count?: number | undefined;
  /** Where the arrow leads; none on the screen that all others come back to. */
  back?: string;
  /** What the arrow says; all feeds, where nothing else is said. */
  backLabel?: string;
  /** What is new stands here: beside the title it covers nothing. */
  news?: ComponentChildren;
  children?: ComponentChildren;
}

/** The head of a screen: the way back, its name and number, and what can be done. */
export function Bar({ title, count, back, backLabel = word('allFeeds'), news, children }: Props) {
  return (
    <header class="bar">
      {back !== undefined && (
        <a class="icon-button bar-back" href={back} aria-label={backLabel} title={backLabel}>
          <BackIcon />
        </a>
      )}
      <h1 class="bar-title" dir="auto">
        {title}
      </h1>
      {count !== undefined && count > 0 && (
        <span class="bar-count" data-count={count}>
          {digits(count)}
        </span>
      )}
      {news}
      <div class="bar-tools">{children}</div>
    </header>
  );
}
