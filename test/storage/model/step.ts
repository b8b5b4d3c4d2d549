import type { randomOf } from '../../random.ts';
import type { RandomFeeds } from './feeds.ts';
import type { Panel } from './panel.ts';
import type { Reference } from './reference.ts';

export type Random = ReturnType<typeof randomOf>;

/** One thing done: chosen by what the reference shows, so that the storage is asked for nothing. */
export interface Step {
  name: string;
  inReference: (reference: Reference) => void;
  inStorage: (panel: Panel) => Promise<unknown>;
}

export interface World {
  reference: Reference;
  feeds: RandomFeeds;
  now: number;
  /** So many steps are yet to be of those that matter after all was marked read. */
  markedAll?: number;
  /** So many are yet to be that may bring posts and mark all, after a feed was muted. */
  muted?: number;
  saved?: { reference: Reference; file: Blob };
}

/** One of the feeds that are subscribed. */
export function feedOf({ reference }: World, random: Random) {
  const { joined } = reference.marks();
  return random.pick([...reference.feeds.values()].filter(({ id }) => joined.has(id)));
}

/** A folder; 0 is the top. */
export function folderOf({ reference }: World, random: Random): number {
  return random.pick([0, ...reference.marks().folders.keys()]) as number;
}
