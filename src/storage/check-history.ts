import { gmtDays } from '../feeds/days.ts';
import { db } from './database.ts';
import type { CheckLine, CheckLinesRow, CheckLogRow } from './schema-checks.ts';

const linesKept = 50;
const daysKept = 30;
/** So many rows of new lines are folded into the histories in one transaction. */
const foldedAtOnce = 100;

/** The history of one feed, the newest check first; empty when it was never asked. */
export function loadCheckLog(feedId: number): Promise<CheckLogRow> {
  return db.transaction('r', [db.checkLogs, db.checkLines], async () => {
    const [log, fresh] = await Promise.all([db.checkLogs.get(feedId), db.checkLines.toArray()]);
    return withLines(log ?? emptyLog(feedId), linesOf(fresh).get(feedId) ?? []);
  });
}

/** Folds the new lines into the histories, in small steps; a step that is killed is done again. */
export async function foldCheckLines(): Promise<void> {
  while ((await foldSome()) === foldedAtOnce);
}

function foldSome(): Promise<number> {
  return db.transaction('rw', [db.feeds, db.checkLogs, db.checkLines], async () => {
    const rows = await db.checkLines.limit(foldedAtOnce).toArray();
    const lines = linesOf(rows);
    const feeds = await db.feeds.bulkGet([...lines.keys()]);
    const ids = feeds.flatMap((feed) => (feed === undefined ? [] : [feed.id]));
    const logs = await db.checkLogs.bulkGet(ids);
    await db.checkLogs.bulkPut(ids.map((id, i) => withLines(logs[i] ?? emptyLog(id), lines.get(id) ?? [])));
    await db.checkLines.bulkDelete(rows.map((row) => row.id));
    return rows.length;
  });
}

/** By feed, the oldest first. */
function linesOf(rows: CheckLinesRow[]): Map<number, CheckLine[]> {
  const byFeed = new Map<number, CheckLine[]>();
  for (const { feedId, line } of rows.flatMap((row) => row.lines)) {
    const list = byFeed.get(feedId);
    if (list === undefined) byFeed.set(feedId, [line]);
    else list.push(line);
  }
  return byFeed;
}

function emptyLog(feedId: number): CheckLogRow {
  return { feedId, lines: [], days: [] };
}

function withLines({ feedId, lines, days }: CheckLogRow, fresh: CheckLine[]): CheckLogRow {
  return {
    feedId,
    lines: [...[...fresh].reverse(), ...lines].slice(0, linesKept),
    days: fresh.reduce(daysWith, days),
  };
}

function daysWith(days: CheckLogRow['days'], line: CheckLine): CheckLogRow['days'] {
  const dayAt = gmtDays.startOf(line.at);
  const today = days.find((day) => day.dayAt === dayAt) ?? { dayAt, requests: 0, bytes: 0 };
  const rest = days.filter((day) => day.dayAt !== dayAt);
  const next = { dayAt, requests: today.requests + 1, bytes: today.bytes + line.bytes };
  return [next, ...rest].slice(0, daysKept);
}
