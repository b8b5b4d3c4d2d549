import type { ComponentChildren } from 'preact';
import { digits, word } from '../words.ts';
import { BackIcon } from './icons.tsx';

interface Props {
  title: string;
  count?: number | undefined;
  /** Where the arrow leads; none on the screen that all others come back to. */
  back?: string;
  children?: ComponentChildren;
}

/** The head of a screen: the way back, its name and number, and what can be done. */
export function Bar({ title, count, back, children }: Props) {
  return (
    <header class="bar">
      {back !== undefined && (
        <a class="icon-button bar-back" href={back} aria-label={word('allFeeds')} title={word('allFeeds')}>
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
      <div class="bar-tools">{children}</div>
    </header>
  );
}
