import { db } from './database.ts';
import { loadPlaces } from './places.ts';
import type { PostRow } from './schema.ts';
import { loadStories, standInOf } from './stories.ts';
import { storyOf } from './story.ts';

/** Which posts a view shows. */
export type Scope =
  | { kind: 'all' }
  | { kind: 'feed'; feedId: number }
  | { kind: 'folder'; folderId: number }
  | { kind: 'tag'; tag: string }
  | { kind: 'starred' };

/** A flat list, sorted by time: a feed's, a tag's, the starred, or the whole river without its days. */
export interface ListQuery {
  scope: Exclude<Scope, { kind: 'folder' }>;
  unreadOnly: boolean;
  order: 'newest' | 'oldest';
}

/** Where the next page begins: the time of the last row drawn, and its id or (starred ones) its story's. */
export type ListCursor = [at: number, id: number];

export interface PostPage {
  posts: PostRow[];
  next?: ListCursor;
}

/** One page of a flat list; reads `limit` rows, however many there are. */
export async function listPosts(
  query: ListQuery,
  cursor: ListCursor | undefined,
  limit: number,
): Promise<PostPage> {
  const ids =
    query.scope.kind === 'starred'
      ? await starredIds(query, cursor, limit)
      : await idsOf(query, cursor, limit);
  const posts = (await db.posts.bulkGet(ids)).filter((post) => post !== undefined);
  const last = posts.at(-1);
  if (last === undefined || ids.length < limit) return { posts };
  return { posts, next: [last.at, query.scope.kind === 'starred' ? storyOf(last) : last.id] };
}

type Range = { index: string; prefix: (string | number)[] };

/** The index of posts, or of unread posts, that holds the list in its order. */
function rangeOf(query: ListQuery): Range {
  const id = query.unreadOnly ? 'postId' : 'id';
  switch (query.scope.kind) {
    case 'feed':
      return { index: `[feedId+at+${id}]`, prefix: [query.scope.feedId] };
    case 'tag':
      return { index: 'tagAts', prefix: [query.scope.tag] };
    default:
      return { index: `[riverAt+${id}]`, prefix: [] };
  }
}

function idsOf(query: ListQuery, cursor: ListCursor | undefined, limit: number): Promise<number[]> {
  const { index, prefix } = rangeOf(query);
  const from =
    query.order === 'oldest' && cursor !== undefined ? [...prefix, ...cursor] : [...prefix, -Infinity];
  const to = query.order === 'newest' && cursor !== undefined ? [...prefix, ...cursor] : [...prefix, []];
  const table = query.unreadOnly ? db.unread : db.posts;
  const found = table.where(index).between(from, to, false, false);
  const sorted = query.order === 'newest' ? found.reverse() : found;
  return sorted.limit(limit).primaryKeys();
}

/** The faces of starred stories. Unread ones are picked from the starred: a person stars few posts. */
async function starredIds(
  query: ListQuery,
  cursor: ListCursor | undefined,
  limit: number,
): Promise<number[]> {
  const from = query.order === 'oldest' && cursor !== undefined ? cursor : [-Infinity];
  const to = query.order === 'newest' && cursor !== undefined ? cursor : [[]];
  const found = db.marks.where('starAt').between(from, to, false, false);
  const storyIds = await (query.order === 'newest' ? found.reverse() : found).primaryKeys();
  const ids: number[] = [];
  for (const storyId of storyIds) {
    const face = await faceOf(storyId);
    if (face === undefined) continue;
    if (query.unreadOnly && (await db.unread.get(face.id)) === undefined) continue;
    ids.push(face.id);
    if (ids.length === limit) break;
  }
  return ids;
}

async function faceOf(storyId: number): Promise<PostRow | undefined> {
  const first = await db.posts.get(storyId);
  if (first?.riverAt !== undefined) return first;
  const posts = (await loadStories([storyId])).get(storyId) ?? [];
  return standInOf(posts, await loadPlaces(posts.map((post) => post.feedId)));
}
