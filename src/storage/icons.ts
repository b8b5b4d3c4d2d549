import { siteOf } from '../feeds/site.ts';
import { db } from './database.ts';
import type { IconImage } from './icon-row.ts';

/** A site whose icon is to be fetched: the page its feed names, and the picture the feed itself names. */
export interface WantedIcon {
  site: string;
  pageUrl: string;
  imageUrl?: string;
}

/** The sites of the feeds that are subscribed and whose icon was not asked for since an instant. */
export async function sitesWantingIcon(sinceAt: number): Promise<WantedIcon[]> {
  const asked = new Set(await db.icons.where('askedAt').aboveOrEqual(sinceAt).primaryKeys());
  const wanted = new Map<string, WantedIcon>();
  for (const { siteUrl, imageUrl, leftAt } of await db.feeds.toArray()) {
    const site = siteOf(siteUrl);
    if (site === undefined || siteUrl === undefined || leftAt !== undefined) continue;
    if (asked.has(site) || wanted.has(site)) continue;
    wanted.set(site, { site, pageUrl: siteUrl, ...(imageUrl !== undefined && { imageUrl }) });
  }
  return [...wanted.values()];
}

/** Notes that a site was asked for its icon. Where it gave none, the one it gave before stays. */
export function saveIcon(site: string, image: IconImage | undefined, now: number): Promise<void> {
  return db.transaction('rw', db.icons, async () => {
    const kept = image ?? (await db.icons.get(site))?.image;
    await db.icons.put({ site, askedAt: now, ...(kept !== undefined && { image: kept }) });
  });
}

/** Forgets the icons of sites that no feed names any more. */
export async function dropUnusedIcons(): Promise<void> {
  const sites = new Set((await db.feeds.toArray()).map((feed) => siteOf(feed.siteUrl)));
  const unused = (await db.icons.toCollection().primaryKeys()).filter((site) => !sites.has(site));
  if (unused.length > 0) await db.icons.bulkDelete(unused);
}
