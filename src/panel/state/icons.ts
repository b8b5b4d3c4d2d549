/** The feeds' icons as the database has them. Nothing is asked of any site here: the worker does that, once in weeks. */
import { computed, signal } from '@preact/signals';
import { siteOf } from '../../feeds/site.ts';
import type { IconRow } from '../../storage/icon-row.ts';
import { listIcons } from '../../storage/list-icons.ts';
import { live } from '../../storage/live.ts';
import { feedsById } from './library.ts';

interface Drawn {
  askedAt: number;
  url: string;
}

const drawn = signal<ReadonlyMap<string, Drawn>>(new Map());
let isFollowing = false;

/** By feed, the address of its icon within this page. */
export const iconUrls = computed(() => {
  const urls = new Map<number, string>();
  for (const { id, siteUrl } of feedsById.value.values()) {
    const url = drawn.value.get(siteOf(siteUrl) ?? '')?.url;
    if (url !== undefined) urls.set(id, url);
  }
  return urls;
});

/** Reads the icons once the page has come to rest, and follows them from then on. */
export function followIcons(): void {
  if (isFollowing) return;
  isFollowing = true;
  requestIdleCallback(() => live(listIcons, draw, console.error), { timeout: 1000 });
}

function draw(rows: IconRow[]): void {
  const before = drawn.peek();
  const after = new Map<string, Drawn>();
  for (const { site, askedAt, image } of rows) {
    if (image === undefined) continue;
    const known = before.get(site);
    if (known?.askedAt === askedAt) after.set(site, known);
    else {
      const picture = new Blob([image.bytes as BlobPart], { type: image.type });
      after.set(site, { askedAt, url: URL.createObjectURL(picture) });
    }
  }
  drawn.value = after;
  for (const [site, { url }] of before) if (after.get(site)?.url !== url) URL.revokeObjectURL(url);
}
