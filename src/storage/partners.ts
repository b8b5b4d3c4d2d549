import type { IdentifiedPost } from '../feeds/identify.ts';
import { isHint, isSameStory, type Told } from '../feeds/likeness.ts';
import { plainText } from '../feeds/text.ts';
import { db, primaryKeysUnder } from './database.ts';
import type { Places } from './places.ts';
import type { PostRow } from './schema.ts';

/** Stored posts of any feed that share a join key with these. Inside the caller's transaction (posts). */
export async function storedLike(incoming: IdentifiedPost[]): Promise<PostRow[]> {
  const keys = [...new Set(incoming.flatMap((post) => post.joinKeys))];
  const hints = keys.filter(isHint);
  const found = await Promise.all([
    primaryKeysUnder('posts', 'joinKeys', hints),
    postsNamed(keys.filter((key) => key.startsWith('l:'))),
    postsNamed(keys.filter((key) => key.startsWith('g:'))),
  ]);
  // The first that was stored comes first: a post that could join two stories joins the older one, whoever asks.
  const ids = [...new Set(found.flat())].sort((a, b) => a - b);
  return ids.length === 0 ? [] : (await db.posts.bulkGet(ids)).filter((post) => post !== undefined);
}

/** The links of a document lie close together, and its guids do: one look tells that none of them is known. */
async function postsNamed(keys: string[]): Promise<number[]> {
  const sorted = keys.toSorted();
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return [];
  const any = await db.posts.where('joinKeys').between(first, last, true, true).limit(1).primaryKeys();
  return any.length === 0 ? [] : primaryKeysUnder('posts', 'joinKeys', keys);
}

/**
 * For each new post, the post of another feed that is the same story, if there is one: by link or guid, else by title,
 * author, date and text. `others` share a join key with the document. Inside the caller's transaction (bodies).
 */
export async function findPartners(
  added: IdentifiedPost[],
  others: PostRow[],
  places: Places,
): Promise<Map<IdentifiedPost, PostRow>> {
  const active = others.filter((post) => places.get(post.feedId)?.left === false);
  const byKey = new Map<string, PostRow[]>();
  for (const post of active) {
    for (const key of post.joinKeys) byKey.set(key, [...(byKey.get(key) ?? []), post]);
  }
  const partners = new Map<IdentifiedPost, PostRow>();
  for (const incoming of added) {
    // Asked only where there is something to read: after a hundred awaits that touch no table the transaction is gone.
    const hinted = incoming.joinKeys.some((key) => isHint(key) && byKey.has(key));
    const partner = sameByName(incoming, byKey) ?? (hinted ? await sameByText(incoming, byKey) : undefined);
    if (partner !== undefined) partners.set(incoming, partner);
  }
  return partners;
}

type ByKey = ReadonlyMap<string, PostRow[]>;

function sameByName(incoming: IdentifiedPost, byKey: ByKey): PostRow | undefined {
  return incoming.joinKeys.filter((key) => !isHint(key)).flatMap((key) => byKey.get(key) ?? [])[0];
}

async function sameByText(incoming: IdentifiedPost, byKey: ByKey): Promise<PostRow | undefined> {
  const candidates = incoming.joinKeys.filter(isHint).flatMap((key) => byKey.get(key) ?? []);
  const { post } = incoming;
  const told = asTold(post, post.body ?? post.summary ?? '');
  for (const candidate of candidates) {
    const body = await db.bodies.get(candidate.id);
    if (isSameStory(told, asTold(candidate, body?.html ?? ''))) return candidate;
  }
  return undefined;
}

function asTold(post: Pick<PostRow, 'title' | 'author' | 'publishedAt'>, html: string): Told {
  const told: Told = { text: plainText(html) };
  if (post.title !== undefined) told.title = post.title;
  if (post.author !== undefined) told.author = post.author;
  if (post.publishedAt !== undefined) told.publishedAt = post.publishedAt;
  return told;
}
