import type { IdentifiedPost } from '../feeds/identify.ts';
import { isEdit, type KnownPost, type MergePlan, planMerge } from '../feeds/merge.ts';
import type { ParsedPost } from '../feeds/model.ts';
import { tagKey } from '../feeds/tag-key.ts';
import { plainText, snippet } from '../feeds/text.ts';
import { isWebLink } from '../feeds/urls.ts';
import { addRows } from './add-rows.ts';
import { Arrivals } from './arrivals.ts';
import { type Batch, beginBatch, endBatch, writeBehind } from './batch.ts';
import { db, mustBeInTransaction } from './database.ts';
import { findKnown, type KnownPosts, stillHolds } from './known-posts.ts';
import { queueMarks } from './outgoing.ts';
import { findPartners } from './partners.ts';
import { loadPlaces, type Places } from './places.ts';
import type { BodyRow, FeedRow, FirstUnread, PostRow } from './schema.ts';
import { markStale } from './search/stale.ts';
import { isStoryUnread, loadStories, rewriteStory } from './stories.ts';
import { arrange, handsOf, storyOf, unreadRowsOf } from './story.ts';
import type { Tally } from './tally.ts';

/** Which of the new posts are unread: by a person's choice, or by what a server says of each. */
export type Unread = FirstUnread | { kind: 'keys'; keys: ReadonlySet<string> };

export interface StoredCounts {
  added: number;
  edited: number;
  /** When the added posts say they were published; undefined where they name no time of day. */
  addedTimes: (number | undefined)[];
}

/**
 * Merges one document of a feed into the store: new posts, changed posts with their revisions, stories, unread marks
 * and counters, which are true once the batch has ended. `ahead` is what findKnown found of the document since the batch
 * began. Runs inside the caller's transaction over all these tables; nothing foreign is awaited here.
 */
export async function storePosts(
  batch: Batch,
  feed: FeedRow,
  incoming: IdentifiedPost[],
  rule: Unread,
  ahead?: KnownPosts,
): Promise<StoredCounts> {
  const { now, places } = batch;
  const isKnown = ahead !== undefined && stillHolds(ahead, feed.id, incoming, batch);
  const { byKey, like, dropped, feedHasPosts } = isKnown ? ahead : await findKnown(feed.id, incoming, now);
  const own = like.filter((post) => post.feedId === feed.id);
  const known = new Map([...byKey, ...own].map((post) => [post.id, post]));
  const plan = planMerge([...known.values()].map(asKnown), incoming, dropped);
  if (plan.added.length === 0 && plan.changed.length === 0) return { added: 0, edited: 0, addedTimes: [] };

  const others = like.filter((post) => post.feedId !== feed.id);
  await loadPlaces([feed.id, ...others.map((post) => post.feedId)], places);
  const arrivals = new Arrivals(feed, batch, feedHasPosts || batch.checkedBefore.has(feed.id));
  noteWritten(batch, feed.id, plan);
  const told = [...plan.added, ...plan.changed.map((change) => change.incoming)];
  for (const label of [...told.flatMap(({ post }) => post.tags), ...feed.tags]) batch.labels.add(label);
  const unread = unreadAmong(plan.added, rule, now);
  const partners = await findPartners(plan.added, others, places);
  for (const storyId of await addPosts(batch, feed, plan.added, unread, partners, arrivals))
    batch.touched.add(storyId);
  let edited = 0;
  for (const change of plan.changed) {
    const row = known.get(change.known.id) as PostRow;
    if (await changePost(batch, feed, row, change.incoming)) edited++;
    batch.touched.add(storyOf(row));
  }
  const addedTimes = plan.added.map(({ post }) => (post.dateOnly ? undefined : post.publishedAt));
  return { added: plan.added.length, edited, addedTimes };
}

/** storePosts of one document that is written by itself. */
export async function storeAlone(
  feed: FeedRow,
  incoming: IdentifiedPost[],
  rule: Unread,
  now: number,
): Promise<StoredCounts> {
  const batch = await beginBatch([feed.id], now);
  const counts = await storePosts(batch, feed, incoming, rule);
  await endBatch(batch);
  return counts;
}

function noteWritten({ written }: Batch, feedId: number, { added, changed }: MergePlan): void {
  written.feedIds.add(feedId);
  for (const { joinKeys } of [...added, ...changed.map((change) => change.incoming)])
    for (const key of joinKeys) written.joinKeys.add(key);
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
function unreadAmong(added: IdentifiedPost[], rule: Unread, now: number): Set<IdentifiedPost> {
  if (rule.kind === 'all') return new Set(added);
  if (rule.kind === 'keys') return new Set(added.filter((post) => rule.keys.has(post.key)));
  if (rule.kind === 'since') return new Set(added.filter((post) => shownAt(post.post, now) >= rule.at));
  const newest = [...added].sort((a, b) => shownAt(b.post, now) - shownAt(a.post, now));
  return new Set(newest.slice(0, rule.count));
}

/** The instant a post is sorted by, for good: its date; when it was first seen, if it has none or lies ahead. */
export function shownAt(post: ParsedPost, now: number): number {
  const at = post.publishedAt ?? post.updatedAt;
  return at === undefined || at > now ? now : at;
}

/** Answers the stories of the posts it added. */
async function addPosts(
  batch: Batch,
  feed: FeedRow,
  added: IdentifiedPost[],
  unread: ReadonlySet<IdentifiedPost>,
  partners: ReadonlyMap<IdentifiedPost, PostRow>,
  arrivals: Arrivals,
): Promise<number[]> {
  if (added.length === 0) return [];
  mustBeInTransaction();
  const { places, tally, now } = batch;
  const joins: { row: PostRow; storyId: number; reads: boolean }[] = [];
  const alone: PostRow[] = [];
  const alonesUnread: PostRow[] = [];
  const bodies: BodyRow[] = [];
  await arrivals.meet(partners.values());
  // From the last to the first: the document's first post gets the highest id.
  for (const incoming of [...added].reverse()) {
    const id = batch.nextId++;
    const body = bodyRow(id, incoming.post);
    bodies.push(body);
    const isNew = unread.has(incoming);
    const partner = partners.get(incoming);
    const { row, reads } = arrivals.judge(postRow(id, feed, incoming, now), body, isNew, partner);
    if (partner !== undefined) {
      joins.push({ row, storyId: storyOf(partner), reads });
      continue;
    }
    const [arranged] = arrange([row], places) as [PostRow];
    alone.push(arranged);
    tally.story([arranged], 'total', 1);
    const isUnread = isNew && !reads;
    arrivals.stored(row, row.id, isUnread);
    if (!isUnread) continue;
    alonesUnread.push(arranged);
    tally.story([arranged], 'unread', 1);
  }
  await writeBehind(
    batch,
    Promise.all([
      addRows(db.posts, alone),
      addRows(db.unread, unreadRowsOf(alonesUnread, places)),
      addRows(db.bodies, bodies),
    ]),
  );
  for (const { row, storyId, reads } of joins)
    arrivals.stored(row, storyId, await joinStory(row, storyId, reads, tally, places));
  await arrivals.write();
  return [...alone.map(storyOf), ...joins.map(({ storyId }) => storyId)];
}

/** Adds a post to a story; `reads`: a rule reads or hides it, and with it the story. Answers whether that is unread. */
async function joinStory(
  row: PostRow,
  storyId: number,
  reads: boolean,
  tally: Tally,
  places: Places,
): Promise<boolean> {
  const before = (await loadStories([storyId])).get(storyId) ?? [];
  await loadPlaces(
    before.map((post) => post.feedId),
    places,
  );
  const whole = [...before, row];
  const hiddenAt = whole.find((post) => post.hiddenAt !== undefined)?.hiddenAt;
  const shared = {
    storyId,
    ...handsOf(whole),
    ...(hiddenAt !== undefined && { hiddenAt }),
    ...(whole.some((post) => post.offBadge) && { offBadge: true as const }),
  };
  const after = whole.map((post) => ({ ...post, ...shared }));
  const wasUnread = await isStoryUnread(before);
  const isUnread = wasUnread && !reads && hiddenAt === undefined;
  if (wasUnread && !isUnread) {
    tally.story(before, 'unread', -1);
    const ids = before.map((post) => post.id);
    await db.unread.bulkDelete(ids);
    await queueMarks(ids, 'read', true);
  }
  await rewriteStory(before, after, isUnread, places, tally);
  return isUnread;
}

/** Writes a changed post; a change that a reader would notice keeps the old text as a revision. */
async function changePost(
  { places, tally, now }: Batch,
  feed: FeedRow,
  row: PostRow,
  incoming: IdentifiedPost,
): Promise<boolean> {
  const old = await db.bodies.get(row.id);
  const html = bodyRow(row.id, incoming.post);
  // A text that was left out of a backup comes back: that is no edit.
  const edited =
    old !== undefined &&
    isEdit(
      { title: row.title ?? '', text: plainText(old.html) },
      { title: incoming.post.title ?? '', text: plainText(html.html) },
    );
  if (edited) {
    const title = row.title === undefined ? {} : { title: row.title };
    await db.revisions.add({ postId: row.id, replacedAt: now, html: old.html, ...title });
  }
  // The wire brings the text, or takes its summary away; what reading it left beside it stays.
  const { summary: _summary, ...left } = { ...old };
  await db.bodies.put({ ...left, ...html });
  await markStale([row.id]);
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
  const { at, seenAt, storyId, editedAt, handTags, droppedTags, viewIds, riverAt, tagAts } = row;
  const { hiddenAt, offBadge } = row;
  const kept: Partial<PostRow> = { at, seenAt };
  if (storyId !== undefined) kept.storyId = storyId;
  if (editedAt !== undefined) kept.editedAt = editedAt;
  if (handTags !== undefined) kept.handTags = handTags;
  if (droppedTags !== undefined) kept.droppedTags = droppedTags;
  if (viewIds !== undefined) kept.viewIds = viewIds;
  if (riverAt !== undefined) kept.riverAt = riverAt;
  if (tagAts !== undefined) kept.tagAts = tagAts;
  if (hiddenAt !== undefined) kept.hiddenAt = hiddenAt;
  if (offBadge) kept.offBadge = true;
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
