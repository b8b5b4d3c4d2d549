import { gmtDays } from '../feeds/days.ts';
import { db } from './database.ts';
import type { CheckLine, CheckLogRow } from './schema.ts';

const linesKept = 50;
const daysKept = 30;

/** Adds a check to its feed's history; the oldest leave it. Inside the caller's transaction (checkLogs). */
export async function logCheck(feedId: number, line: CheckLine | undefined): Promise<void> {
  if (line === undefined) return;
  const log = (await db.checkLogs.get(feedId)) ?? { feedId, lines: [], days: [] };
  await db.checkLogs.put({
    feedId,
    lines: [line, ...log.lines].slice(0, linesKept),
    days: daysWith(log.days, line),
  });
}

/** The history of one feed; empty when it was never asked. */
export async function loadCheckLog(feedId: number): Promise<CheckLogRow> {
  return (await db.checkLogs.get(feedId)) ?? { feedId, lines: [], days: [] };
}

function daysWith(days: CheckLogRow['days'], line: CheckLine): CheckLogRow['days'] {
  const dayAt = gmtDays.startOf(line.at);
  const today = days.find((day) => day.dayAt === dayAt) ?? { dayAt, requests: 0, bytes: 0 };
  const rest = days.filter((day) => day.dayAt !== dayAt);
  const next = { dayAt, requests: today.requests + 1, bytes: today.bytes + line.bytes };
  return [next, ...rest].slice(0, daysKept);
}
