import type { ComponentChildren } from 'preact';

/** A text with some stretches of it marked. */
export function marked(text: string, ranges: readonly [number, number][] | undefined): ComponentChildren {
  if (ranges === undefined || ranges.length === 0) return text;
  const parts: ComponentChildren[] = [];
  let at = 0;
  for (const [start, end] of ranges) {
    parts.push(text.slice(at, start), <mark key={start}>{text.slice(start, end)}</mark>);
    at = end;
  }
  return [...parts, text.slice(at)];
}
