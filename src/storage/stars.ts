import { db } from './database.ts';
import { giveStars } from './give-stars.ts';
import { labelStories } from './label-stories.ts';
import { loadPlaces } from './places.ts';
import { actionTables, recordAction } from './record.ts';
import type { Inverse } from './schema-actions.ts';
import { loadStories, standInOf } from './stories.ts';

/** Stars a story, or takes its star away. */
export function star(storyId: number, on: boolean, now: number): Promise<void> {
  return db.transaction('rw', actionTables, async () => {
    const before = await db.marks.get(storyId);
    if ((before?.starredAt !== undefined) === on) return;
    const posts = (await loadStories([storyId])).get(storyId) ?? [];
    const face = standInOf(posts, await loadPlaces(posts.map((post) => post.feedId)));
    if (face === undefined) return;
    await giveStars([storyId], on ? now : undefined);
    const was = before?.starredAt === undefined ? {} : { starredAt: before.starredAt };
    const inverses: Inverse[] = [{ do: 'star', storyId, ...was }];
    const name = face.title === undefined ? {} : { name: face.title };
    await labelStories([storyId], now);
    await recordAction({ kind: on ? 'star' : 'unstar', count: 1, inverses, ...name }, now);
  });
}
