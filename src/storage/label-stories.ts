import { db } from './database.ts';

/** Asks the saved views about stories; a part of the program that is loaded where there is something to ask. */
type Label = (storyIds: Iterable<number>, now: number) => Promise<void>;

let label: Label | undefined;

/** From now on the views are asked. The worker does so from its start, the panel once there are views. */
export function labelWith(asking: Label): void {
  label = asking;
}

/**
 * Notes on the posts of these stories which saved views they answer; counters follow. To be called wherever what a view
 * may ask of a story changes: when posts come, change or go, are starred, tagged or shown again. What was not asked in time (a panel that
 * has only begun) is found by `settleViews`. Runs inside the caller's transaction (all tables of an action).
 */
export async function labelStories(storyIds: Iterable<number>, now: number): Promise<void> {
  // Without views there is nothing to read the stories for; what a view that is gone has left is `settleViews`' to take off.
  if (label === undefined || (await db.views.limit(1).primaryKeys()).length === 0) return;
  await label(storyIds, now);
}
