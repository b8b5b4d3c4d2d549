import type { IdentifiedPost } from '../feeds/identify.ts';
import { isEdit, type KnownPost, planMerge } from '../feeds/merge.ts';
import type { ParsedPost } from '../feeds/model.ts';
import { tagKey } from '../feeds/tag-key.ts';
import { plainText, snippet } from '../feeds/text.ts';
import { isWebLink } from '../feeds/urls.ts';
import { db, mustBeInTransaction } from './database.ts';
import { findPartners, storedLike } from './partners.ts';
import { loadPlaces, type Places } from './places.ts';
import type { BodyRow, FeedRow, FirstUnread, PostRow, TagRow } from './schema.ts';
import { takeIds } from './sequence.ts';
import { isStoryUnread, loadStories, rewriteStory } from './stories.ts';
import { arrange, storyOf, unreadRowsOf } from './story.ts';
import { Tally } from './tally.ts';

export interface StoredCounts {
  added: number;
  edited: number;
  /** When the added posts say they were published; undefined where they name no time of day. */
  addedTimes: (number | undefined)[];
}

/**
 * Merges one document of a feed into the store: new posts, changed posts with their revisions, stories, unread marks
 * and counters. Runs inside the caller's transaction over all these tables; nothing foreign is awaited here.
 */
export async function storePosts(
  feed: FeedRow,
  incoming: IdentifiedPost[],
  rule: FirstUnread,
  now: number,
): Promise<StoredCounts> {
  const stored = await storedLike(incoming);
  const own = stored.filter((post) => post.feedId === feed.id);
  const byKey = await storedByKey(feed.id, incoming);
  const known = new Map([...byKey, ...own].map((post) => [post.id, post]));
  const stones = await db.tombstones.bulkGet(incoming.map((post) => [feed.id, post.key]));
  const dropped = new Set(stones.flatMap((stone) => (stone === undefined ? [] : [stone.key])));
  const plan = planMerge([...known.values()].map(asKnown), incoming, dropped);
  if (plan.added.length === 0 && plan.changed.length === 0) return { added: 0, edited: 0, addedTimes: [] };

  const others = stored.filter((post) => post.feedId !== feed.id);
  const places = await loadPlaces([feed.id, ...others.map((post) => post.feedId)]);
  const tally = new Tally(places);
  await addTagLabels([...plan.added, ...plan.changed.map((change) => change.incoming)], feed);
  const unread = unreadAmong(plan.added, rule, now);
  const partners = await findPartners(plan.added, others, places);
  await addPosts(feed, plan.added, unread, partners, places, tally, now);
  let edited = 0;
  for (const change of plan.changed) {
    const row = known.get(change.known.id) as PostRow;
    if (await changePost(feed, row, change.incoming, places, tally, now)) edited++;
  }
  await tally.write();
  const addedTimes = plan.added.map(({ post }) => (post.dateOnly ? undefined : post.publishedAt));
  return { added: plan.added.length, edited, addedTimes };
}

function storedByKey(feedId: number, incoming: IdentifiedPost[]): Promise<PostRow[]> {
  return db.posts
    .where('[feedId+key]')
    .anyOf(incoming.map((post) => [feedId, post.key]))
    .toArray();
}

function asKnown(row: PostRow): KnownPost {
  const { id, key, fingerprint, joinKeys, title, publishedAt } = row;
  return {
    id,
    key,
    fingerprint,
    joinKeys,
    ...(title !== undefined && { title }),
    ...(publishedAt !== undefined && { publishedAt }),
  };
}

/** Which of a feed's new posts arrive unread. The document's order decides what is newest where dates are missing. */
function unreadAmong(added: IdentifiedPost[], rule: FirstUnread, now: number): Set<IdentifiedPost> {
  if (rule.kind === 'all') return new Set(added);
  if (rule.kind === 'since') return new Set(added.filter((post) => shownAt(post.post, now) >= rule.at));
  const newest = [...added].sort((a, b) => shownAt(b.post, now) - shownAt(a.post, now));
  return new Set(newest.slice(0, rule.count));
}

/** The instant a post is sorted by, for good: its date; when it was first seen, if it has none or lies ahead. */
export function shownAt(post: ParsedPost, now: number): number {
  const at = post.publishedAt ?? post.updatedAt;
  return at === undefined || at > now ? now : at;
}

async function addPosts(
  feed: FeedRow,
  added: IdentifiedPost[],
  unread: ReadonlySet<IdentifiedPost>,
  partners: ReadonlyMap<IdentifiedPost, PostRow>,
  places: Places,
  tally: Tally,
  now: number,
): Promise<void> {
  if (added.length === 0) return;
  mustBeInTransaction();
  let id = await takeIds('posts', added.length);
  const joins: { row: PostRow; storyId: number }[] = [];
  const alone: PostRow[] = [];
  const alonesUnread: PostRow[] = [];
  const bodies: BodyRow[] = [];
  // From the last to the first: the document's first post gets the highest id.
  for (const incoming of [...added].reverse()) {
    const row = postRow(id++, feed, incoming, now);
    bodies.push(bodyRow(row.id, incoming.post));
    const partner = partners.get(incoming);
    if (partner !== undefined) {
      joins.push({ row, storyId: storyOf(partner) });
      continue;
    }
    const [arranged] = arrange([row], places) as [PostRow];
    alone.push(arranged);
    tally.story([arranged], 'total', 1);
    if (!unread.has(incoming)) continue;
    alonesUnread.push(arranged);
    tally.story([arranged], 'unread', 1);
  }
  await db.posts.bulkAdd(alone);
  await db.unread.bulkAdd(unreadRowsOf(alonesUnread, places));
  await db.bodies.bulkAdd(bodies);
  for (const { row, storyId } of joins) await joinStory(row, storyId, tally, places);
}

async function joinStory(row: PostRow, storyId: number, tally: Tally, places: Places): Promise<void> {
  const before = (await loadStories([storyId])).get(storyId) ?? [];
  await loadPlaces(
    before.map((post) => post.feedId),
    places,
  );
  const after = [...before, row].map((post) => ({ ...post, storyId }));
  await rewriteStory(before, after, await isStoryUnread(before), places, tally);
}

/** Writes a changed post; a change that a reader would notice keeps the old text as a revision. */
async function changePost(
  feed: FeedRow,
  row: PostRow,
  incoming: IdentifiedPost,
  places: Places,
  tally: Tally,
  now: number,
): Promise<boolean> {
  const old = await db.bodies.get(row.id);
  const html = bodyRow(row.id, incoming.post);
  const edited = isEdit(
    { title: row.title ?? '', text: plainText(old?.html ?? '') },
    { title: incoming.post.title ?? '', text: plainText(html.html) },
  );
  if (edited) {
    const title = row.title === undefined ? {} : { title: row.title };
    await db.revisions.add({ postId: row.id, replacedAt: now, html: old?.html ?? '', ...title });
  }
  // The wire brings the text; what reading it left beside it stays.
  await db.bodies.put({ ...old, ...html });
  const changed = { ...postRow(row.id, feed, incoming, now), ...keptOf(row) };
  if (edited) changed.editedAt = now;
  const storyId = storyOf(row);
  const before = (await loadStories([storyId])).get(storyId) ?? [];
  const after = before.map((post) => (post.id === row.id ? changed : post));
  await loadPlaces(
    before.map((post) => post.feedId),
    places,
  );
  await rewriteStory(before, after, await isStoryUnread(before), places, tally);
  return edited;
}

/** What a change on the wire never touches. */
function keptOf(row: PostRow): Partial<PostRow> {
  const { at, seenAt, storyId, editedAt, handTags, droppedTags, riverAt, tagAts } = row;
  const kept: Partial<PostRow> = { at, seenAt };
  if (storyId !== undefined) kept.storyId = storyId;
  if (editedAt !== undefined) kept.editedAt = editedAt;
  if (handTags !== undefined) kept.handTags = handTags;
  if (droppedTags !== undefined) kept.droppedTags = droppedTags;
  if (riverAt !== undefined) kept.riverAt = riverAt;
  if (tagAts !== undefined) kept.tagAts = tagAts;
  return kept;
}

function postRow(id: number, feed: FeedRow, incoming: IdentifiedPost, now: number): PostRow {
  const { post, key, joinKeys, fingerprint } = incoming;
  const { guid: _guid, body: _body, summary: _summary, tags, enclosures, link, commentsUrl, ...rest } = post;
  const files = enclosures.filter(({ url }) => isWebLink(url));
  return {
    ...rest,
    ...(isWebLink(link) && { link }),
    ...(isWebLink(commentsUrl) && { commentsUrl }),
    ...(files.length > 0 && { enclosures: files }),
    id,
    feedId: feed.id,
    key,
    joinKeys,
    fingerprint,
    at: shownAt(post, now),
    seenAt: now,
    snippet: snippet(post.summary ?? post.body ?? ''),
    ownTags: [...new Set([...tags, ...feed.tags].map(tagKey).filter((tag) => tag !== ''))],
  };
}

function bodyRow(postId: number, post: ParsedPost): BodyRow {
  const html = post.body ?? post.summary ?? '';
  return post.body !== undefined && post.summary !== undefined
    ? { postId, html, summary: post.summary }
    : { postId, html };
}

/** A tag is shown in the spelling seen first. */
async function addTagLabels(posts: IdentifiedPost[], feed: FeedRow): Promise<void> {
  const labels = new Map<string, string>();
  for (const label of [...posts.flatMap(({ post }) => post.tags), ...feed.tags]) {
    const key = tagKey(label);
    if (key !== '' && !labels.has(key)) labels.set(key, label.trim().replace(/^#/, ''));
  }
  const keys = [...labels.keys()];
  const known = await db.tags.bulkGet(keys);
  const fresh: TagRow[] = keys
    .filter((_, i) => known[i] === undefined)
    .map((key) => ({ key, label: labels.get(key) as string }));
  await db.tags.bulkAdd(fresh);
}
