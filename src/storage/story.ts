import type { Place, Places } from './places.ts';
import { viewKey } from './saved-view.ts';
import type { FeedRow, PostRow, TagAt, UnreadRow } from './schema.ts';

/** A post by its row, or by its unread mark. */
type Listed = { id: number } | { postId: number };

/** The id of a post. */
export function postIdOf(row: Listed): number {
  return 'postId' in row ? row.postId : row.id;
}

/** The id of the story a post belongs to: its own until joined. */
export function storyOf(post: Listed & { storyId?: number }): number {
  return post.storyId ?? postIdOf(post);
}

/** The tags a post brings to its story: its feed's, less those taken away, and those given by hand. */
export function tagsOf(post: PostRow): string[] {
  const own = post.ownTags.filter((tag) => !post.droppedTags?.includes(tag));
  return [...new Set([...own, ...(post.handTags ?? [])])];
}

/** The tags of a story: those its posts bring by feeds that are heard. */
export function tagsOfStory(posts: readonly PostRow[], isHeardFeed: (feedId: number) => boolean): string[] {
  return [...new Set(posts.filter(({ feedId }) => isHeardFeed(feedId)).flatMap(tagsOf))];
}

/**
 * What was done by hand or by rules to the tags of a story: all its posts have it, so that it stays whichever of them go,
 * and holds for those that join. What a person took away does not come back with another feed.
 */
export function handsOf(posts: Partial<Hands>[]): Hands {
  const droppedTags = [...new Set(posts.flatMap((post) => post.droppedTags ?? []))];
  const given = new Set(posts.flatMap((post) => post.handTags ?? []));
  return { handTags: [...given].filter((tag) => !droppedTags.includes(tag)), droppedTags };
}

export type Hands = Required<Pick<PostRow, 'handTags' | 'droppedTags'>>;

/** Its tags, and the keys of the saved views that it answers. */
export function labelsOf(post: PostRow): string[] {
  return [...tagsOf(post), ...(post.viewIds ?? []).map(viewKey)];
}

/**
 * Sets the face of a story on copies of its posts: an original feed's post before a planet's, then the one stored
 * first. The face alone stands in the river and carries the story's tags. Posts of feeds that were left carry nothing,
 * nor do those of muted feeds, which stand in their own list only; a hidden story has no face.
 */
export function arrange(posts: PostRow[], places: Places): PostRow[] {
  const heard = isHidden(posts) ? [] : posts.filter((post) => isHeard(places.get(post.feedId)));
  const face = heard.reduce<PostRow | undefined>(
    (best, post) => (best === undefined || comesBefore(post, best, places) ? post : best),
    undefined,
  );
  const tags = [...new Set(heard.flatMap(labelsOf))];
  return posts.map((post) => {
    const { riverAt: _riverAt, tagAts: _tagAts, ...bare } = post;
    if (post !== face) return bare;
    const tagAts: TagAt[] = tags.map((tag) => [tag, post.at, post.id]);
    return tagAts.length === 0 ? { ...bare, riverAt: post.at } : { ...bare, riverAt: post.at, tagAts };
  });
}

/** A story is hidden when one of its posts is: then all of them are marked so. */
export function isHidden(posts: Pick<PostRow, 'hiddenAt'>[]): boolean {
  return posts.some((post) => post.hiddenAt !== undefined);
}

/** Is the feed subscribed to? */
export function isActive(place: Place | undefined): boolean {
  return place !== undefined && !place.left;
}

/** Does the feed count beyond its own list? */
export function isHeard(place: Place | undefined): boolean {
  return isActive(place) && place?.muted === false;
}

/** The same of a feed's row. */
export function isHeardFeed(feed: FeedRow | undefined): boolean {
  return feed !== undefined && feed.leftAt === undefined && feed.mutedAt === undefined;
}

function comesBefore(a: PostRow, b: PostRow, places: Places): boolean {
  const aPlanet = places.get(a.feedId)?.planet === true;
  const bPlanet = places.get(b.feedId)?.planet === true;
  if (aPlanet !== bPlanet) return bPlanet;
  return a.id < b.id;
}

/** The unread rows of a story whose posts are arranged: one for each post of a feed we are subscribed to; none if hidden. */
export function unreadRowsOf(posts: PostRow[], places: Places): UnreadRow[] {
  if (isHidden(posts)) return [];
  return posts.filter((post) => isActive(places.get(post.feedId))).map(unreadRowOf);
}

function unreadRowOf(post: PostRow): UnreadRow {
  const row: UnreadRow = { postId: post.id, feedId: post.feedId, at: post.at };
  if (post.storyId !== undefined) row.storyId = post.storyId;
  if (post.riverAt !== undefined) row.riverAt = post.riverAt;
  if (post.tagAts !== undefined) row.tagAts = post.tagAts;
  if (post.offBadge) row.offBadge = true;
  return row;
}

/** Unread rows by their story. */
export function byStory(rows: Iterable<UnreadRow>): Map<number, UnreadRow[]> {
  const stories = new Map<number, UnreadRow[]>();
  for (const row of rows) {
    const storyId = storyOf(row);
    const known = stories.get(storyId);
    if (known === undefined) stories.set(storyId, [row]);
    else known.push(row);
  }
  return stories;
}
