import { tagKey } from '../feeds/tag-key.ts';
import { db } from './database.ts';
import type { TagRow } from './schema.ts';

/**
 * Notes how tags are spelled; a tag is shown in the spelling seen first. What has posts has its spelling: those whose keys
 * are `known` are not asked for. Inside the caller's transaction (tags).
 */
export async function addLabels(
  spellings: Iterable<string>,
  known: ReadonlySet<string> = new Set(),
): Promise<void> {
  const labels = new Map<string, string>();
  for (const label of spellings) {
    const key = tagKey(label);
    if (key !== '' && !known.has(key) && !labels.has(key)) labels.set(key, label.trim().replace(/^#/, ''));
  }
  if (labels.size === 0) return;
  const keys = [...labels.keys()];
  const stored = await db.tags.bulkGet(keys);
  const fresh: TagRow[] = keys
    .filter((_, i) => stored[i] === undefined)
    .map((key) => ({ key, label: labels.get(key) as string }));
  await db.tags.bulkAdd(fresh);
}
