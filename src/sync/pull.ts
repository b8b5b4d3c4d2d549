import { canonicalLink, isWebLink } from '../feeds/urls.ts';
import { applyServerMarks, type Flips, findFlips, type ServerMarks } from '../storage/apply-server.ts';
import { isSuddenLoss } from '../storage/lost-feeds.ts';
import { addedToTop, folderNames, type ListedFeed, takeFeeds } from '../storage/server-feeds.ts';
import { knownItems, storeArriving } from '../storage/server-posts.ts';
import { settleViews } from '../storage/settle-views.ts';
import type { ServerFeed } from './greader/answers.ts';
import { contentsAtOnce, type Greader } from './greader/client.ts';
import type { ServerItem } from './greader/items.ts';
import { firstOfMiniflux, isNoFolder } from './greader/profiles.ts';
import { SyncTrouble } from './greader/trouble.ts';

/** So many marks change at once before anybody looks twice. */
const doubtfulMarks = 200;
const sampleSize = 20;

export interface PullFacts {
  now(): number;
  /** What the server calls no folder, where it was seen. */
  noFolder: string | undefined;
  onNoFolder(name: string): Promise<void>;
  /** Since when its list lacks too many feeds to be believed at once. */
  lossSeenAt: number | undefined;
  onProgress(done: number, total: number): Promise<void>;
}

/** A loss of so many feeds is believed when it is still so after this time: presses of a key do not shorten it. */
const doubtMs = 24 * 3_600_000;

/**
 * Takes over the list of feeds. Answers the names of all folders: they are no tags. Rejects with 'empty-list' while the list
 * lacks too many feeds to be believed.
 */
export async function pullFeeds(greader: Greader, facts: PullFacts): Promise<Set<string>> {
  const all = await greader.feeds();
  const listing = {
    ids: new Set(all.map(({ id }) => id)),
    urlKeys: new Set(all.map(({ url }) => canonicalLink(url))),
  };
  if ((await isSuddenLoss(listing)) && facts.now() - (facts.lossSeenAt ?? facts.now()) < doubtMs)
    throw new SyncTrouble({ code: 'empty-list', host: greader.host });
  const added = await addedToTop();
  const feeds = await withStraysAtTop(greader, all, added);
  const noFolder = (await seenNoFolder(greader, feeds, added, facts)) ?? facts.noFolder;
  const isFolder = (name: string) => !isNoFolder(greader.profile.kind, name) && name !== noFolder;
  const listed = feeds.filter(({ url }) => /^https?:/i.test(url) && URL.canParse(url));
  const hasMoved = await takeFeeds(
    listed.map((feed) => listedFeed(feed, isFolder)),
    listing,
    facts.now(),
  );
  // What comes from now on is asked by the new names.
  if (hasMoved) await settleViews(facts.now());
  // A feed may be put into a folder of ours before its posts come.
  return new Set([...feeds.flatMap(({ folders }) => folders), ...(await folderNames())]);
}

/** FreshRSS names "no folder" in its user's language: where it puts what was put nowhere tells the word. */
async function seenNoFolder(
  { profile }: Greader,
  feeds: ServerFeed[],
  added: ReadonlySet<string>,
  { noFolder, onNoFolder }: PullFacts,
): Promise<string | undefined> {
  if (profile.kind !== 'freshrss') return undefined;
  const name = feeds.find(({ id }) => added.has(id))?.folders[0];
  if (name !== undefined && name !== noFolder && !isNoFolder(profile.kind, name)) await onNoFolder(name);
  return name;
}

/** Miniflux puts what is put nowhere into its first category by name: where it has one for that, it goes there. */
async function withStraysAtTop(
  greader: Greader,
  feeds: ServerFeed[],
  added: ReadonlySet<string>,
): Promise<ServerFeed[]> {
  if (greader.profile.kind !== 'miniflux') return feeds;
  const isStray = ({ id, folders }: ServerFeed) => added.has(id) && !folders.includes(firstOfMiniflux);
  const strays = feeds.filter(isStray);
  if (strays.length === 0 || !(await greader.names()).has(firstOfMiniflux)) return feeds;
  for (const { id } of strays) await greader.move(id, '', '');
  return feeds.map((feed) => (isStray(feed) ? { ...feed, folders: [firstOfMiniflux] } : feed));
}

function listedFeed({ folders, ...feed }: ServerFeed, isFolder: (name: string) => boolean): ListedFeed {
  const { siteUrl, ...rest } = feed;
  return { ...rest, ...(isWebLink(siteUrl) && { siteUrl }), folder: folders.find(isFolder) ?? '' };
}

/** Ids, contents of what is new, and last the marks: all of them or none. Answers how many stories changed. */
export async function pullPosts(
  greader: Greader,
  folders: ReadonlySet<string>,
  facts: PullFacts,
): Promise<{ added: number; changed: number }> {
  const unread = await greader.ids('unread');
  const starred = await greader.ids('starred');
  const marks = { unread: unread.ids, starred: starred.ids };
  const added = await fetchMissing(greader, marks, folders, facts);
  const flips = await findFlips(marks);
  await mustBeLikely(greader, flips);
  const mayRead = unread.isSure ? always : await confirmed(greader, flips.read, ({ isRead }) => isRead);
  const mayUnstar = starred.isSure
    ? always
    : await confirmed(greader, flips.unstar, ({ isStarred }) => !isStarred);
  return { added, changed: await applyServerMarks(marks, mayRead, mayUnstar, facts.now()) };
}

const always = () => true;

async function fetchMissing(
  greader: Greader,
  { unread, starred }: Record<keyof ServerMarks, Set<string>>,
  folders: ReadonlySet<string>,
  { now, onProgress }: PullFacts,
): Promise<number> {
  const known = await knownItems();
  const missing = [...new Set([...unread, ...starred])].filter((id) => !known.has(id));
  let added = 0;
  for (let at = 0; at < missing.length; at += contentsAtOnce) {
    await onProgress(at, missing.length);
    const items = await greader.contents(missing.slice(at, at + contentsAtOnce), folders);
    // Read since the list was made, or wrongly in it: what is said of a post by itself is the younger word.
    for (const { key, isRead } of items) if (isRead) unread.delete(key);
    const arriving = items.map(({ key, feedId, post }) => {
      return { id: key, feedId, post, isRead: !unread.has(key), isStarred: starred.has(key) };
    });
    added += await storeArriving(arriving, now());
  }
  return added;
}

/** A server that means something else by its lists would read or star everything: some are looked at first. */
async function mustBeLikely(greader: Greader, flips: Flips): Promise<void> {
  const { read, unread, star, unreadHere } = flips;
  if (unreadHere >= doubtfulMarks && read.length * 2 > unreadHere)
    await mustNotSay(greader, read, ({ isRead }) => !isRead);
  if (unread.length >= doubtfulMarks) await mustNotSay(greader, unread, ({ isRead }) => isRead);
  if (star.length >= doubtfulMarks) await mustNotSay(greader, star, ({ isStarred }) => !isStarred);
}

async function mustNotSay(
  greader: Greader,
  ids: string[],
  denies: (item: ServerItem) => boolean,
): Promise<void> {
  const step = Math.max(1, Math.floor(ids.length / sampleSize));
  const sample = ids.filter((_, i) => i % step === 0).slice(0, sampleSize);
  if ((await greader.contents(sample)).some(denies))
    throw new SyncTrouble({ code: 'doubtful-marks', host: greader.host, detail: String(ids.length) });
}

/** Which of these the server says it of, item by item. */
async function confirmed(
  greader: Greader,
  ids: string[],
  says: (item: ServerItem) => boolean,
): Promise<(id: string) => boolean> {
  const found = new Set<string>();
  for (let at = 0; at < ids.length; at += contentsAtOnce)
    for (const item of await greader.contents(ids.slice(at, at + contentsAtOnce)))
      if (says(item)) found.add(item.key);
  return (id) => found.has(id);
}
