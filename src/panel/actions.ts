/** What a person can do, one function each. Every one that writes ends by making the badge true. */
import { updateBadge } from '../badge.ts';
import { browser } from '../browser.ts';
import { cleanLink } from '../feeds/clean-link.ts';
import type { Credential } from '../feeds/credential.ts';
import { tagKey } from '../feeds/tag-key.ts';
import { ask } from '../messages.ts';
import { moveToAddress } from '../storage/address.ts';
import { moveFeed, renameFeed } from '../storage/feeds.ts';
import { addFolder, removeFolder, renameFolder } from '../storage/folders.ts';
import type { Scope } from '../storage/lists.ts';
import { markReadBetween, type TimeRange } from '../storage/mark-range.ts';
import { markRead } from '../storage/mark-read.ts';
import { markUnread, openPost } from '../storage/marks.ts';
import { listActions } from '../storage/record.ts';
import { muteFeed, pauseFeed, resumeFeed, snoozeFeed } from '../storage/rest.ts';
import { saveCredential } from '../storage/save-credential.ts';
import type { PostRow } from '../storage/schema.ts';
import type { ActionRow } from '../storage/schema-actions.ts';
import { sendAgain } from '../storage/send-again.ts';
import { type Settings, saveSettings } from '../storage/settings.ts';
import { star } from '../storage/stars.ts';
import { storyOf } from '../storage/story.ts';
import { type NewFeed, subscribe, unsubscribe } from '../storage/subscriptions.ts';
import { addTag, removeTag } from '../storage/tagging.ts';
import { settleLater } from './settle-later.ts';
import { isAsking } from './state/library.ts';
import { storedScope } from './state/list-pages.ts';
import { fillEmptyList, type ListScope, openIds } from './state/listing.ts';
import { say } from './state/notice.ts';
import { isOnline } from './state/online.ts';
import { isThreePane } from './state/panes.ts';
import { finishParts } from './state/turning.ts';
import { counted, word } from './words.ts';

/** Opens a post in its place: marks it read and counts a view. */
export async function open(post: PostRow): Promise<void> {
  // Beside the list there is room for one.
  openIds.value = new Set([...(isThreePane.value ? [] : openIds.value), post.id]);
  await view(post);
}

/** Counts a view of a post and marks it read: it was opened here or its link was followed. */
export async function view(post: PostRow): Promise<void> {
  await openPost(post, Date.now(), { countView: true });
  await updateBadge();
}

/** Folds an open post up again. */
export function close(post: PostRow): void {
  openIds.value = new Set([...openIds.value].filter((id) => id !== post.id));
}

/** Opens the post's page in a tab behind the one in front: nothing is covered, and the reader goes on. */
export async function openLink(post: PostRow): Promise<void> {
  if (post.link === undefined) return say({ text: word('noLink') });
  await browser.tabs.create({ url: cleanLink(post.link), active: false });
  await view(post);
}

/** Marks a story read or unread. */
export async function setRead(post: PostRow, read: boolean): Promise<void> {
  await (read ? markRead : markUnread)([storyOf(post)], Date.now());
  await updateBadge();
}

/** Marks posts read that were scrolled past: no view is counted. */
export async function passBy(posts: PostRow[]): Promise<void> {
  await markRead(posts.map(storyOf), Date.now());
  await updateBadge();
}

/** Marks everything of a scope read, and offers to take it back. */
export async function markScopeRead(scope: ListScope): Promise<void> {
  const stored = storedScope(scope);
  const count = stored ? await markAll(stored) : await markFound(scope);
  await updateBadge();
  if (count === 0) say({ text: word('nothingUnread') });
  else await sayLast();
}

async function markAll(scope: Scope): Promise<number> {
  const { markAllRead } = await import('../storage/mark-all.ts');
  return (await markAllRead(scope, Date.now())).count;
}

/** Marks these posts read, and offers to take it back. */
export async function markPostsRead(posts: PostRow[]): Promise<void> {
  const count = await markRead(posts.map(storyOf), Date.now());
  await updateBadge();
  if (count === 0) say({ text: word('nothingUnread') });
  else await sayLast();
}

/** Marks the posts of a stretch of time read, and offers to take it back. */
export async function markRangeRead(scope: ListScope, range: TimeRange): Promise<void> {
  const stored = storedScope(scope);
  const count = stored
    ? (await markReadBetween(stored, range, Date.now())).count
    : await markFound(scope, range);
  await updateBadge();
  if (count === 0) say({ text: word('nothingUnread') });
  else await sayLast();
}

/** Marks what a query finds read; answers how many stories were unread. */
async function markFound(scope: ListScope, range?: TimeRange): Promise<number> {
  const { text } = scope as ListScope & { kind: 'search' };
  const { unreadStories } = await import('./state/searching.ts');
  return markRead(await unreadStories(text, range), Date.now());
}

/** Stars a story, or takes its star away. */
export async function setStar(post: PostRow, on: boolean): Promise<void> {
  await star(storyOf(post), on, Date.now());
  await updateBadge();
}

/** Puts a tag on a story. */
export async function tag(post: PostRow, label: string): Promise<void> {
  if (tagKey(label) === '') return say({ text: word('tagEmpty') });
  await addTag(storyOf(post), label, Date.now());
  await updateBadge();
}

/** Takes a tag off a story, and offers to take that back. */
export async function untag(post: PostRow, key: string): Promise<void> {
  await removeTag(storyOf(post), key, Date.now());
  await updateBadge();
  await sayLast();
}

/** Takes the last action back. */
export async function undoLast(): Promise<void> {
  const { undo, shakesViews } = await import('../storage/undo.ts');
  const action = await undo(Date.now());
  if (shakesViews(action)) settleLater(action?.kind);
  await updateBadge();
  await fillEmptyList();
  if (action === undefined) say({ text: word('nothingToUndo') });
  else say({ text: word('undone', { action: sentenceOf(action) }), offers: 'redo' });
  if (action !== undefined) await finishParts(action);
}

/** Does again what was taken back. */
export async function redoLast(): Promise<void> {
  const { redo, shakesViews } = await import('../storage/undo.ts');
  const action = await redo(Date.now());
  if (shakesViews(action)) settleLater(action?.kind);
  await updateBadge();
  await fillEmptyList();
  if (action === undefined) say({ text: word('nothingToRedo') });
  else say({ text: sentenceOf(action), offers: 'undo' });
  if (action !== undefined) await finishParts(action);
}

/** What an action did, as a sentence. */
export function sentenceOf({ kind, count, name = '' }: ActionRow): string {
  return counted(`action_${kind.replaceAll('-', '_')}`, count, { name });
}

/** Asks the publishers of these feeds (all when absent) for what is new. */
export async function checkNow(feedIds?: number[]): Promise<void> {
  if (!isOnline.value) return say({ text: word('checkOffline') });
  isAsking.value = true;
  try {
    const { trouble } = await ask('checkNow', feedIds ? { feedIds } : {});
    if (trouble !== undefined) await (await import('./server-notice.ts')).sayServerTrouble();
  } catch (error) {
    console.error('The check ended without an answer.', error);
    say({ text: word('checkStopped') });
  } finally {
    isAsking.value = false;
  }
  await updateBadge();
}

/** Ends the check under way; what has come stays. */
export async function cancelCheck(): Promise<void> {
  await ask('cancelCheck', {});
  await updateBadge();
}

/** Subscribes to a feed and asks it for its posts. Answers its id. */
export async function follow(feed: NewFeed, credential?: Credential): Promise<number> {
  const { feedId, already } = await subscribe(feed, Date.now());
  if (credential !== undefined) await saveCredential(feedId, feed.url, credential);
  await updateBadge();
  settleLater();
  if (!already) void checkNow([feedId]);
  return feedId;
}

/** Ends a subscription, and offers to take that back. */
export async function unfollow(feedId: number): Promise<void> {
  await unsubscribe(feedId, Date.now());
  await updateBadge();
  settleLater();
  await sayLast();
}

/** Asks the server once more to take a feed that it refused. */
export async function addAgain(feedId: number): Promise<void> {
  await sendAgain(feedId);
  await checkNow([feedId]);
}

/** Stops asking a feed, until it is resumed. */
export async function pause(feedId: number): Promise<void> {
  await pauseFeed(feedId, Date.now());
  await sayLast();
}

/** Stops asking a feed for so many days. */
export async function snooze(feedId: number, days: number): Promise<void> {
  await snoozeFeed(feedId, Date.now() + days * 86_400_000, Date.now());
  await sayLast();
}

/** Asks a feed again that was paused or put off. */
export async function resume(feedId: number): Promise<void> {
  await resumeFeed(feedId, Date.now());
  await sayLast();
}

/** Takes a feed out of the river and all totals, or brings it back. */
export async function setMuted(feedId: number, on: boolean): Promise<void> {
  await muteFeed(feedId, on, Date.now());
  await updateBadge();
  settleLater();
  await sayLast();
}

/** Asks a feed at another address from now on, and at once. False when another subscription has it. */
export async function useAddress(feedId: number, url: string): Promise<boolean> {
  if (!(await moveToAddress(feedId, url, Date.now()))) return false;
  // A view may ask for its host.
  settleLater();
  await sayLast();
  await checkNow([feedId]);
  return true;
}

/** Gives a feed a name of the person's own; '' gives it back its own. */
export async function rename(feedId: number, title: string): Promise<void> {
  await renameFeed(feedId, title, Date.now());
  await updateBadge();
  settleLater();
}

/** Puts a feed into a folder; 0 is the top. */
export async function move(feedId: number, folderId: number): Promise<void> {
  await moveFeed(feedId, folderId, Date.now());
  await updateBadge();
  settleLater();
}

/** Makes a folder and answers its id. */
export async function makeFolder(title: string, parentId = 0): Promise<number> {
  const folderId = await addFolder(title, parentId, Date.now());
  await updateBadge();
  return folderId;
}

/** Gives a folder another name. */
export async function retitleFolder(folderId: number, title: string): Promise<void> {
  await renameFolder(folderId, title, Date.now());
  await updateBadge();
  settleLater();
}

/** Takes a folder away; what it held moves up. */
export async function dissolveFolder(folderId: number): Promise<void> {
  await removeFolder(folderId, Date.now());
  await updateBadge();
  settleLater();
  await sayLast();
}

/** Clears old posts away, by the settings, and says how many went. */
export async function tidyUp(): Promise<void> {
  const { dropped } = await ask('tidyUp', {});
  say({ text: counted('cleared', dropped) });
}

/** Changes settings. */
export async function choose(patch: Partial<Settings>): Promise<void> {
  await saveSettings(patch);
  await updateBadge();
}

/** Says the newest action and offers to take it back. */
export async function sayLast(): Promise<void> {
  const [action] = await listActions();
  if (action !== undefined && !action.undone) say({ text: sentenceOf(action), offers: 'undo' });
}
