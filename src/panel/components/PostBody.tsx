import { useLayoutEffect, useRef } from 'preact/hooks';
import type { sanitize } from '../sanitize.ts';

/** The sanitizer; it is loaded with the first body, not with the page. */
export type Sanitize = typeof sanitize;

interface Props {
  html: string;
  sanitize: Sanitize;
  postId: number;
  /** The post's page. */
  baseUrl?: string | undefined;
}

/** A post's text. Its markup is made by the sanitizer alone; links inside the text (footnotes) jump inside it. */
export function PostBody({ html, sanitize, postId, baseUrl }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    box.current?.replaceChildren(sanitize(html, postId, baseUrl));
    for (const part of box.current?.querySelectorAll<HTMLElement>('pre, .table-scroll') ?? []) {
      // What scrolls sideways must be reached by keys too.
      if (part.scrollWidth > part.clientWidth) part.tabIndex = 0;
    }
  }, [html, sanitize, postId, baseUrl]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears the clicks of the links inside
    // biome-ignore lint/a11y/useKeyWithClickEvents: a link's key press arrives as a click
    <div class="post-body" dir="auto" ref={box} onClick={jumpInside} />
  );
}

function jumpInside(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('[data-jump]') : null;
  if (link === null) return;
  event.preventDefault();
  document.getElementById(link.getAttribute('data-jump') ?? '')?.scrollIntoView({ block: 'center' });
}
