import { db } from './database.ts';
import type { CheckLine } from './schema-checks.ts';

/**
 * Notes checks, all in one row: a row for each feed would cost as much as the check. They are folded into the feeds' own
 * histories once a day. Inside the caller's transaction (checkLines).
 */
export async function logChecks(checks: { feedId: number; line: CheckLine | undefined }[]): Promise<void> {
  const lines = checks.flatMap(({ feedId, line }) => (line === undefined ? [] : [{ feedId, line }]));
  if (lines.length > 0) await db.checkLines.add({ lines });
}
