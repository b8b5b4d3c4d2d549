import { readBare } from './read-bare.ts';
import type { HostRow } from './schema.ts';

/** Hosts that asked for quiet, as stored; only the worker writes them, so it reads them once. */
let known: Promise<Map<string, number>> | undefined;

/** Until when a host asked for quiet; 0 when it never did. */
export async function quietUntilAt(host: string): Promise<number> {
  return (await hosts()).get(host) ?? 0;
}

/** Notes that a host asked for quiet until then. */
export async function quietHost(host: string, notBeforeAt: number): Promise<void> {
  (await hosts()).set(host, notBeforeAt);
  const { db } = await import('./database.ts');
  await db.hosts.put({ host, notBeforeAt });
}

/** They are read anew with the next question. */
export function forgetQuietHosts(): void {
  known = undefined;
}

/** Reads them anew: a pass begins with what is stored. */
export async function readQuietHosts(): Promise<void> {
  forgetQuietHosts();
  await hosts();
}

function hosts(): Promise<Map<string, number>> {
  known ??= readBare(['hosts'], (store) => [store('hosts').getAll()]).then(
    ([rows]) => new Map((rows as HostRow[]).map((row) => [row.host, row.notBeforeAt])),
  );
  return known;
}

/** No host is left in quiet for more than a week (feeds/headers.ts); a day more, for clocks are put right by a little, too. */
const longestMs = 8 * 24 * 60 * 60 * 1000;

/** Forgets hosts whose quiet is over, or was noted by a clock that was ahead. */
export async function forgetOldQuiet(now: number): Promise<void> {
  const { db } = await import('./database.ts');
  await db.hosts.filter((row) => row.notBeforeAt < now || row.notBeforeAt > now + longestMs).delete();
  forgetQuietHosts();
}
