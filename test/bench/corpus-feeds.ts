import { readFileSync } from 'node:fs';
import { sharedPath } from '../feeds/shared.ts';
import type { MadeFeed } from './feed-kinds.ts';

const dayMs = 24 * 60 * 60_000;
const fewestPosts = 9;

interface Reference {
  file: string;
  entries: { pub?: number | null }[];
}

/**
 * The publication times of real feeds. A document shows only its last posts, so each feed is subscribed to when a third
 * of them is out and watched until the last one, and its times are moved so that this begins at `start`.
 */
export function corpusFeeds(start: number): MadeFeed[] {
  return readFileSync(sharedPath('corpus', 'reference.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .flatMap((line) => feedOf(JSON.parse(line) as Reference, start));
}

function feedOf({ entries }: Reference, start: number): MadeFeed[] {
  const times = [...new Set(entries.flatMap(({ pub }) => (typeof pub === 'number' ? [pub] : [])))].sort(
    (a, b) => a - b,
  );
  const subscribedAt = times[Math.floor(times.length / 3)];
  const endsAt = times.at(-1);
  if (subscribedAt === undefined || endsAt === undefined || times.length < fewestPosts) return [];
  // Habits by hour and weekday stay, only their phase moves.
  const moved = start - subscribedAt;
  const postsADay = ((times.length - 1) * dayMs) / (endsAt - (times[0] as number));
  return [{ kind: 'corpus', times: times.map((at) => at + moved), postsADay, endsAt: endsAt + moved + 1 }];
}
