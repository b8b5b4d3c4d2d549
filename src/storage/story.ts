import type { Place, Places } from './places.ts';
import type { PostRow, TagAt, UnreadRow } from './schema.ts';

/** The id of the story a post belongs to: its own until joined. */
export function storyOf(post: { id: number; storyId?: number }): number {
  return post.storyId ?? post.id;
}

/** The tags a post brings to its story: its feed's, less those taken away, and those given by hand. */
export function tagsOf(post: PostRow): string[] {
  const own = post.ownTags.filter((tag) => !post.droppedTags?.includes(tag));
  return [...new Set([...own, ...(post.handTags ?? [])])];
}

/**
 * Sets the face of a story on copies of its posts: an original feed's post before a planet's, then the one stored
 * first. The face alone stands in the river and carries the story's tags. Posts of feeds that were left carry nothing.
 */
export function arrange(posts: PostRow[], places: Places): PostRow[] {
  const active = posts.filter((post) => isActive(places.get(post.feedId)));
  const face = active.reduce<PostRow | undefined>(
    (best, post) => (best === undefined || comesBefore(post, best, places) ? post : best),
    undefined,
  );
  const tags = [...new Set(active.flatMap(tagsOf))];
  return posts.map((post) => {
    const { riverAt: _riverAt, tagAts: _tagAts, ...bare } = post;
    if (post !== face) return bare;
    const tagAts: TagAt[] = tags.map((tag) => [tag, post.at, post.id]);
    return tagAts.length === 0 ? { ...bare, riverAt: post.at } : { ...bare, riverAt: post.at, tagAts };
  });
}

function isActive(place: Place | undefined): boolean {
  return place !== undefined && !place.left;
}

function comesBefore(a: PostRow, b: PostRow, places: Places): boolean {
  const aPlanet = places.get(a.feedId)?.planet === true;
  const bPlanet = places.get(b.feedId)?.planet === true;
  if (aPlanet !== bPlanet) return bPlanet;
  return a.id < b.id;
}

/** The unread rows of a story whose posts are arranged: one for each post of a feed we are subscribed to. */
export function unreadRowsOf(posts: PostRow[], places: Places): UnreadRow[] {
  return posts.filter((post) => isActive(places.get(post.feedId))).map(unreadRowOf);
}

function unreadRowOf(post: PostRow): UnreadRow {
  const row: UnreadRow = { postId: post.id, feedId: post.feedId, at: post.at };
  if (post.storyId !== undefined) row.storyId = post.storyId;
  if (post.riverAt !== undefined) row.riverAt = post.riverAt;
  if (post.tagAts !== undefined) row.tagAts = post.tagAts;
  return row;
}
