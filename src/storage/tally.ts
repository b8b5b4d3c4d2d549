import { countsInBadge, type UnreadStory } from './badge-law.ts';
import { db, mustBeInTransaction } from './database.ts';
import type { Places } from './places.ts';
import type { CounterKind, CounterRow, TagAt } from './schema.ts';
import { isActive, isHeard } from './story.ts';

/** As much of a post row or an unread row as counting needs. */
export interface Counted {
  feedId: number;
  riverAt?: number;
  tagAts?: TagAt[];
  hiddenAt?: number;
  offBadge?: true;
}

type Sum = { unread: number; total: number };
type Side = 'unread' | 'total';

/**
 * Gathers what a transaction does to the counters and writes it once, in that transaction.
 * The law: a story counts once in the total, in each folder that holds one of its feeds, and in each of its tags;
 * in each feed count its own posts. What muted feeds bring counts in these feeds alone; a hidden story counts nowhere.
 * The badge has a law of its own (badge-law.ts).
 */
export class Tally {
  private readonly sums = new Map<string, { kind: CounterKind; id: number | string } & Sum>();

  private readonly unreadStories: { story: UnreadStory; times: 1 | -1 }[] = [];

  constructor(private readonly places: Places) {}

  /** Counts one whole story `times` (1 or -1): its arranged posts, or their unread rows. */
  story(rows: Counted[], side: Side, times: 1 | -1): void {
    if (rows.some((row) => row.hiddenAt !== undefined)) return;
    const folders = new Set<number>();
    for (const { feedId } of rows) {
      const place = this.places.get(feedId);
      if (isActive(place)) this.add('feed', feedId, side, times);
      if (isHeard(place)) for (const folder of place?.folders ?? []) folders.add(folder);
    }
    const face = rows.find((row) => row.riverAt !== undefined);
    if (face === undefined) return;
    this.add('total', 0, side, times);
    for (const folder of folders) this.add('folder', folder, side, times);
    for (const [tag] of face.tagAts ?? []) this.add('tag', tag, side, times);
    if (side === 'unread')
      this.unreadStories.push({
        story: rows.filter(({ feedId }) => isHeard(this.places.get(feedId))),
        times,
      });
  }

  /** What the badge counts is known only now: the choice is stored. */
  private async addBadge(): Promise<void> {
    if (this.unreadStories.length === 0) return;
    const alerts = await db.alerts.get(1);
    for (const { story, times } of this.unreadStories)
      if (countsInBadge(story, alerts, this.places)) this.add('badge', 0, 'unread', times);
    this.unreadStories.length = 0;
  }

  private add(kind: CounterKind, id: number | string, side: Side, by: number): void {
    const key = `${kind} ${id}`;
    const sum = this.sums.get(key) ?? { kind, id, unread: 0, total: 0 };
    sum[side] += by;
    this.sums.set(key, sum);
  }

  /**
   * Writes the sums into the counters; counters that fall to nothing go. Answers the tags, of those counted here, that had
   * a counter before.
   */
  async write(): Promise<{ counted: Set<string> }> {
    mustBeInTransaction();
    await this.addBadge();
    const counted = new Set<string>();
    const changed = [...this.sums.values()].filter((sum) => sum.unread !== 0 || sum.total !== 0);
    if (changed.length === 0) return { counted };
    const before = await readCounters(changed);
    const put: CounterRow[] = [];
    const remove: [string, number | string][] = [];
    for (const [i, sum] of changed.entries()) {
      const unread = (before[i]?.unread ?? 0) + sum.unread;
      const total = (before[i]?.total ?? 0) + sum.total;
      if (before[i] !== undefined && sum.kind === 'tag') counted.add(sum.id as string);
      if (unread === 0 && total === 0) remove.push([sum.kind, sum.id]);
      else put.push({ kind: sum.kind, id: sum.id, unread, total });
    }
    if (put.length > 0) await db.counters.bulkPut(put);
    if (remove.length > 0) await db.counters.bulkDelete(remove);
    return { counted };
  }
}

/** From so many of a kind on, one request for all of that kind may be cheaper than one for each. */
const many = 24;

/** It is as long as there are at most so many times those wanted. */
const worthwhile = 8;

/** So many there are of a kind, as far as was looked: thousands of tags are not read again and again to find that out. */
const atLeast = new Map<CounterKind, number>();

type Wanted = Pick<CounterRow, 'kind' | 'id'>;

async function readCounters(wanted: Wanted[]): Promise<(CounterRow | undefined)[]> {
  const kinds = [...new Set(wanted.map(({ kind }) => kind))];
  const found = await Promise.all(
    kinds.map((kind) =>
      readOfKind(
        kind,
        wanted.filter((each) => each.kind === kind),
      ),
    ),
  );
  const byName = new Map(found.flat().map((row) => [nameOf(row), row]));
  return wanted.map((each) => byName.get(nameOf(each)));
}

/** The counters wanted, and where that is cheaper others of their kind. */
async function readOfKind(kind: CounterKind, wanted: Wanted[]): Promise<CounterRow[]> {
  const most = wanted.length * worthwhile;
  if (wanted.length >= many && (atLeast.get(kind) ?? 0) < most) {
    const all = await db.counters.where('[kind+id]').between([kind], [kind, []]).limit(most).toArray();
    atLeast.set(kind, all.length);
    if (all.length < most) return all;
  }
  const rows = await db.counters.bulkGet(wanted.map(({ id }) => [kind, id]));
  return rows.filter((row) => row !== undefined);
}

function nameOf({ kind, id }: Wanted): string {
  return `${kind} ${id}`;
}
