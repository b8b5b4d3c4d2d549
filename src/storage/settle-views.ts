import { localDays } from '../feeds/days.ts';
import { parseQuery } from '../feeds/query.ts';
import { askViews } from './ask-views.ts';
import { db } from './database.ts';
import { listViewCounts, listViews } from './list-views.ts';
import { actionTables } from './record.ts';
import { viewKey } from './saved-view.ts';
import { findPosts } from './search/find-posts.ts';
import { storyOf } from './story.ts';

/** Stories of one transaction: the panel has its turn between two. */
const STEP = 200;

/**
 * Makes every view's labels true where no single story's change did it: a view that is new, changed or gone; feeds and
 * folders that were renamed or moved; days that went by. One search a view, then only the stories that differ are
 * written, a few at a time.
 */
export async function settleViews(now: number): Promise<void> {
  const views = await listViews();
  const known = new Set(views.map((view) => view.id));
  for (const id of (await labelledViews()).filter((each) => !known.has(each)))
    await label(await storiesLabelled(id), now);
  for (const { id, text } of views) {
    const parsed = parseQuery(text);
    if (parsed.kind === 'wrong') continue;
    // What is read answers as well: it may become unread again.
    const found = await findPosts(parsed.query, 'newest', { now, days: localDays }, { asUnread: true });
    const posts = await db.posts.bulkGet(found.page(0, found.count));
    const wanted = new Set(posts.flatMap((post) => (post === undefined ? [] : [storyOf(post)])));
    const labelled = new Set(await storiesLabelled(id));
    const come = [...wanted].filter((story) => !labelled.has(story));
    const gone = [...labelled].filter((story) => !wanted.has(story));
    await label([...come, ...gone], now);
  }
}

async function labelledViews(): Promise<number[]> {
  return [...(await listViewCounts()).keys()];
}

async function storiesLabelled(viewId: number): Promise<number[]> {
  const key = viewKey(viewId);
  const faces = await db.posts.where('tagAts').between([key], [key, []]).primaryKeys();
  const rows = await db.posts.bulkGet(faces);
  return rows.flatMap((post) => (post === undefined ? [] : [storyOf(post)]));
}

async function label(storyIds: number[], now: number): Promise<void> {
  for (let from = 0; from < storyIds.length; from += STEP) {
    await db.transaction('rw', actionTables, async () => askViews(storyIds.slice(from, from + STEP), now));
  }
}
