import { webAddress } from './row-shapes.ts';
import { isObject, list } from './shape.ts';

const places = ['siteUrl', 'link', 'commentsUrl'];

/**
 * A row of feeds or posts without what a feed wrote for a link and is no address ("http://#"): a library of an earlier
 * version may hold such, and a backup is worth more than they are.
 */
export function withoutFalseLinks(row: unknown): unknown {
  if (!isObject(row)) return row;
  const kept = { ...row };
  for (const place of places) if (!webAddress(kept[place])) delete kept[place];
  if (list(isObject)(kept.enclosures)) {
    const files = (kept.enclosures as { url?: unknown }[]).filter(({ url }) => webAddress(url));
    if (files.length > 0) kept.enclosures = files;
    else delete kept.enclosures;
  }
  return kept;
}
