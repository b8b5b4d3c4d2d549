import { parseQuery } from '../feeds/query.ts';
import { clockAt } from '../feeds/query-match.ts';
import { askViews } from './ask-views.ts';
import { db } from './database.ts';
import { listViewCounts, listViews } from './list-views.ts';
import { actionTables } from './record.ts';
import { type ViewRow, viewKey } from './saved-view.ts';
import { findPosts } from './search/find-posts.ts';
import { storiesOf } from './search/story-ids.ts';

/** Stories of one transaction: the panel has its turn between two. */
const STEP = 200;

/** What a settling that was asked for is to look at; all views where none are named. */
interface Settling {
  now: number;
  viewIds: readonly number[] | undefined;
}

let next: Settling | undefined;
/** When the last one that was asked for has ended. */
let end: Promise<void> = Promise.resolve();

/**
 * Makes views' labels true where no single story's change did it: a view that is new, changed or gone; feeds and
 * folders that were renamed or moved; days that went by. One search a view, then only the stories that differ are
 * written, a few at a time. One settling runs at a time; whoever asks meanwhile shares the one that follows it.
 */
export function settleViews(now: number, viewIds?: readonly number[]): Promise<void> {
  if (next === undefined) {
    end = end.catch(() => {}).then(settleNext);
    next = { now, viewIds };
  } else {
    next = { now, viewIds: next.viewIds && viewIds && [...next.viewIds, ...viewIds] };
  }
  return end;
}

async function settleNext(): Promise<void> {
  const { now, viewIds } = next as Settling;
  next = undefined;
  const views = await listViews();
  if (viewIds === undefined) await takeOffGone(views, now);
  const meant = views.filter(({ id }) => viewIds === undefined || viewIds.includes(id));
  for (const view of meant) await settle(view, now);
}

async function takeOffGone(views: ViewRow[], now: number): Promise<void> {
  const known = new Set(views.map((view) => view.id));
  const labelled = [...(await listViewCounts()).keys()];
  for (const id of labelled.filter((each) => !known.has(each)))
    await label([...(await storiesLabelled(id))], now);
}

async function settle({ id, text }: ViewRow, now: number): Promise<void> {
  const parsed = parseQuery(text);
  if (parsed.kind === 'wrong') return;
  // What is read answers as well: it may become unread again.
  const found = await findPosts(parsed.query, 'newest', clockAt(now), { asUnread: true });
  const wanted = new Set(found.stories());
  const labelled = await storiesLabelled(id);
  const come = [...wanted].filter((story) => !labelled.has(story));
  const gone = [...labelled].filter((story) => !wanted.has(story));
  await label([...come, ...gone], now);
}

async function storiesLabelled(viewId: number): Promise<Set<number>> {
  const key = viewKey(viewId);
  return storiesOf(await db.posts.where('tagAts').between([key], [key, []]).primaryKeys());
}

async function label(storyIds: number[], now: number): Promise<void> {
  for (let from = 0; from < storyIds.length; from += STEP) {
    await db.transaction('rw', actionTables, async () => askViews(storyIds.slice(from, from + STEP), now));
  }
}
