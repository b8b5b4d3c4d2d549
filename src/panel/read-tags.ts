import { tagKey } from '../feeds/tag-key.ts';

/** The tags typed into a field, parted by commas: each once, as it was written first; what is no tag is left out. */
export function readTags(typed: string): string[] {
  const byKey = new Map<string, string>();
  for (const tag of typed.split(',').map((each) => each.trim())) {
    const key = tagKey(tag);
    if (key !== '' && !byKey.has(key)) byKey.set(key, tag);
  }
  return [...byKey.values()];
}
