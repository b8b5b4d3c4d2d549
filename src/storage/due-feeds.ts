/** Which feeds are to be asked, read before Dexie is loaded (read-bare.ts): the first request waits for this. */
import type { Rhythm } from '../feeds/rhythm.ts';
import { isResting } from './at-rest.ts';
import { type BareStore, readBare } from './read-bare.ts';
import { rangeOver } from './rows-of.ts';
import type { CheckRow, FeedRow } from './schema.ts';
import type { OpenedRow, RhythmRow, WantedRow } from './schema-checks.ts';

/** A feed whose time has come, with what its last check left behind. */
export interface DueFeed {
  feed: FeedRow;
  check: CheckRow;
  rhythm?: Rhythm;
  /** A person asked for it in a pass that was killed. */
  isWanted?: true;
}

/** The feeds that are due, the longest overdue first, and before them those a killed pass was asked for and left. */
export async function dueFeeds(now: number): Promise<DueFeed[]> {
  const [due, wanted] = (await readBare(['checks', 'wanted'], (store) => [
    store('checks').index('nextAt').getAll(IDBKeyRange.upperBound(now)),
    store('wanted').get(1),
  ])) as [CheckRow[], WantedRow | undefined];
  const left = wanted === undefined ? [] : await leftOf(wanted);
  const ids = new Set(left.map(({ check }) => check.feedId));
  const others = due.filter((check) => !ids.has(check.feedId));
  const facts = await readRows<[FeedRow, RhythmRow]>(['feeds', 'rhythms'], feedIdsOf(others));
  return [...left, ...withFacts(others, facts)];
}

/** What was asked for and not done. */
async function leftOf({ feedIds, sinceAt }: WantedRow): Promise<DueFeed[]> {
  const found = await feedsToCheck(feedIds, sinceAt);
  const left = found.filter((each) => !wasAskedSince(each, sinceAt));
  // Killed between the last of them and the end of its pass.
  if (left.length === 0) await (await import('./wanted.ts')).wantNoChecks();
  return left.map((each) => ({ ...each, isWanted: true as const }));
}

/** Was it asked since then? What a clock noted that was ahead, says nothing. */
export function wasAskedSince({ check: { lastAt = 0 } }: DueFeed, sinceAt: number): boolean {
  return lastAt >= sinceAt && lastAt <= Date.now();
}

/** These feeds whether due or not; when no ids are given, all that are subscribed and do not rest. */
export async function feedsToCheck(feedIds: number[] | undefined, now: number): Promise<DueFeed[]> {
  const tables = ['checks', 'feeds', 'rhythms'];
  const [checks, ...facts] = await readRows<[CheckRow, FeedRow, RhythmRow]>(tables, feedIds);
  const asked = feedIds?.map((id) => checks.get(id)) ?? [...checks.values()];
  const found = withFacts(
    asked.filter((check) => check !== undefined),
    facts,
  );
  return feedIds === undefined ? found.filter(({ feed }) => !isResting(feed, now)) : found;
}

/** What decides how many of them are asked in one minute: the feeds planned, and how often posts of each were opened. */
export async function turnFacts(): Promise<{ planned: number; opened: Map<number, number> }> {
  const [planned, opened] = (await readBare(['checks', 'opened'], (store) => [
    countPlannedIn(store),
    store('opened').getAll(),
  ])) as [number, OpenedRow[]];
  return { planned, opened: new Map(opened.map((row) => [row.feedId, row.count])) };
}

/** How many feeds are asked by the clock: only what is planned is in this index. */
export function countPlannedIn(store: BareStore): IDBRequest<number> {
  return store('checks').index('nextAt').count();
}

type MapsOf<Rows extends unknown[]> = { [K in keyof Rows]: Map<number, Rows[K]> };

/** The rows of some feeds, all when no ids are given, in each of these tables. */
async function readRows<Rows extends (FeedRow | { feedId: number })[]>(
  tables: string[],
  ids: number[] | undefined,
): Promise<MapsOf<Rows>> {
  if (ids?.length === 0) return tables.map(() => new Map()) as MapsOf<Rows>;
  const rows = await readBare(tables, (store) => tables.flatMap((table) => rowsIn(store(table), ids)));
  const each = rows.length / tables.length;
  return tables.map((_, i) => byFeed(rows.slice(i * each, (i + 1) * each).flat())) as MapsOf<Rows>;
}

function rowsIn(store: IDBObjectStore, ids: number[] | undefined): IDBRequest[] {
  if (ids === undefined) return [store.getAll()];
  const range = rangeOver(ids);
  if (range !== undefined) return [store.getAll(IDBKeyRange.bound(...range))];
  return ids.map((id) => store.get(id));
}

function byFeed(rows: unknown[]): Map<number, unknown> {
  const found = rows.filter((row) => row !== undefined) as ({ id: number } | { feedId: number })[];
  return new Map(found.map((row) => ['feedId' in row ? row.feedId : row.id, row]));
}

function withFacts(checks: CheckRow[], [feeds, rhythms]: MapsOf<[FeedRow, RhythmRow]>): DueFeed[] {
  return checks.flatMap((check) => {
    const feed = feeds.get(check.feedId);
    const rhythm = rhythms.get(check.feedId)?.rhythm;
    if (feed === undefined || feed.leftAt !== undefined) return [];
    return [{ feed, check, ...(rhythm !== undefined && { rhythm }) }];
  });
}

function feedIdsOf(checks: CheckRow[]): number[] {
  return checks.map((check) => check.feedId);
}
