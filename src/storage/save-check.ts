/** Documents are stored together when several are ready: in a pass of checks, while one group is written, the next gathers. */
import type { Rhythm } from '../feeds/rhythm.ts';
import { type Finished, type Found, type ReadDocument, saveFound } from './checks.ts';
import type { CheckRow } from './schema.ts';
import type { StoredCounts } from './store-posts.ts';

interface Waiting extends Found {
  now: number;
  stored: (counts: StoredCounts) => void;
  failed: (error: unknown) => void;
}

let waiting: Waiting[] = [];
let isWriting = false;

/**
 * Stores what a check found, in one transaction with whatever else is ready: its posts, their marks and counts, and what
 * the next check needs. A feed that was left, or is asked at another address than `url`, meanwhile is not touched. Answers
 * how many posts were added and edited.
 */
export function saveCheck(
  check: CheckRow,
  document: ReadDocument,
  finish: (counts: StoredCounts, rhythm: Rhythm | undefined) => Finished,
  now: number,
  url?: string,
): Promise<StoredCounts> {
  return new Promise((stored, failed) => {
    waiting.push({
      feedId: check.feedId,
      ...(url !== undefined && { url }),
      document,
      finish,
      now,
      stored,
      failed,
    });
    if (!isWriting) void writeGroups();
  });
}

async function writeGroups(): Promise<void> {
  isWriting = true;
  // Who comes in the same moment goes along.
  await undefined;
  while (waiting.length > 0) {
    const group = waiting;
    waiting = [];
    await writeGroup(group);
  }
  isWriting = false;
}

async function writeGroup(group: Waiting[]): Promise<void> {
  try {
    const counts = await saveFound(group, Math.max(...group.map(({ now }) => now)));
    for (const [i, each] of group.entries()) each.stored(counts[i] as StoredCounts);
  } catch (error) {
    // One that cannot be stored takes nothing from the others.
    if (group.length > 1) for (const each of group) await writeGroup([each]);
    else group[0]?.failed(error);
  }
}
