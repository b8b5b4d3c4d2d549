import { readFileSync } from 'node:fs';
import { bundleWorker } from './bundle.ts';
import { Disk } from './disk.ts';
import { type Rows, rowsOf } from './dump.ts';
import { lists, publishedAt, webOf } from './feeds.ts';
import { Life } from './life.ts';

const dayMs = 24 * 3_600_000;

/** When the works begin. */
export const libraryAt = publishedAt + 2 * dayMs;

const make = await bundleWorker();

/** A life over a disk, in the web of today; what is taken back in parts is so with few posts already. */
export function lifeOn(disk: Disk, seed: number, cutAt?: number): Life {
  const life = new Life(make, disk, disk.web ?? webOf(2), seed, cutAt);
  life.code.partSize.posts = 10;
  return life;
}

/** A database as a build with this schema left it. */
export function fixture(version: number): { stores: Record<string, string>; rows: Record<string, object[]> } {
  return JSON.parse(readFileSync(`test/storage/fixtures/version-${version}.json`, 'utf8'));
}

/** A library as some use leaves it: fourteen feeds were checked, posts of them read, starred and tagged; six are new. */
async function useLibrary() {
  const disk = new Disk(publishedAt);
  const { now } = disk;
  const life = new Life(make, disk, webOf(1), 1);
  const { code } = life;
  const bring = (opml: string) => code.importSubscriptions(code.readOpml(opml).outlines, undefined, now);
  await life.run(async () => {
    await bring(lists.settled);
    await code.addRule({ query: 'python feed:"Feed 2"', does: { star: true, tags: ['kept'] } }, now);
    await code.addRule({ query: '"Post 4 of 13"', does: { hide: true } }, now);
    await code.addRule({ query: 'tag:rust feed:"Feed 14"', does: { read: true } }, now);
    await code.saveView('Corrected', 'is:unread corrected', now);
  });
  await life.ask('checkNow');
  await life.run(async () => {
    const { posts, feeds } = code.db;
    const all = (await posts.toArray()).map(({ id, feedId, storyId = id }) => ({ id, feedId, storyId }));
    await code.markRead(
      all.filter(({ id }) => id % 4 === 0).map(({ storyId }) => storyId),
      now,
    );
    for (const { feedId, storyId } of all) {
      if (feedId === 1) await code.star(storyId, true, now);
      if (feedId === 2) await code.addTag(storyId, 'mine', now);
    }
    await bring(lists.fresh);
    await feeds.update(3, { keepPosts: 1 });
    await code.chooseAlerts(() => ({ offBadgeFeeds: [13], notifyFeeds: [1, 2] }));
  });
  const rows: Rows = await rowsOf(code);
  await life.end();
  if (life.errors.length > 0) throw life.errors[0];
  return { rows, local: disk.stored.local ?? {} };
}

const library = await useLibrary();

/** A disk with that library, two days later; `local` stands in storage.local beside what is there. */
export async function usedDisk(
  local: object = {},
  change: (rows: Rows) => Rows = (rows) => rows,
): Promise<Disk> {
  const disk = new Disk(libraryAt);
  disk.stored.local = { ...structuredClone(library.local), ...local };
  await disk.fill(4, fixture(4).stores, change(library.rows));
  return disk;
}

/** The same library with nothing to be done by the clock: no feed is due, and the day's upkeep is done. */
export function atRest(rows: Rows): Rows {
  const checks = (rows.checks ?? []).map((check) => ({
    lastAt: publishedAt,
    ...check,
    nextAt: libraryAt + dayMs,
  }));
  return { ...rows, checks, upkeep: [{ id: 1, sweptAt: libraryAt }] };
}
