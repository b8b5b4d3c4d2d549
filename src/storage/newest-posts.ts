import type { Days } from '../feeds/days.ts';
import { db } from './database.ts';
import type { Scope } from './lists.ts';
import { riverPage } from './river.ts';
import type { FeedRow, PostRow } from './schema.ts';

/** A post of the river with all that a page of its own needs. */
export interface WholePost {
  post: PostRow;
  feed: FeedRow;
  dayAt: number;
  html: string;
}

/** The river's newest posts in drawn order, read or not, with their bodies. */
export async function newestWholePosts(
  scope: Extract<Scope, { kind: 'all' | 'folder' }>,
  days: Days,
  limit: number,
): Promise<WholePost[]> {
  const { rows } = await riverPage({ scope, unreadOnly: false, days }, undefined, limit);
  const bodies = await db.bodies.bulkGet(rows.map(({ post }) => post.id));
  const feeds = new Map((await db.feeds.toArray()).map((feed) => [feed.id, feed]));
  return rows.flatMap(({ post, dayAt }, index) => {
    const feed = feeds.get(post.feedId);
    const body = bodies[index];
    return feed === undefined ? [] : [{ post, feed, dayAt, html: body?.html || body?.summary || '' }];
  });
}
