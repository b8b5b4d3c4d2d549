/** Saved views after anything was taken back or done again: true at once, or after the settling that it asks for. */
import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { moveToAddress } from '../../src/storage/address.ts';
import { applyRule, mute } from '../../src/storage/apply-rule.ts';
import { askViews } from '../../src/storage/ask-views.ts';
import { db } from '../../src/storage/database.ts';
import { moveFeed, renameFeed } from '../../src/storage/feeds.ts';
import { addFolder, removeFolder } from '../../src/storage/folders.ts';
import { hideStories, showPost } from '../../src/storage/hiding.ts';
import { labelWith } from '../../src/storage/label-stories.ts';
import { markAllRead } from '../../src/storage/mark-all.ts';
import { markRead } from '../../src/storage/mark-read.ts';
import { markUnread } from '../../src/storage/marks.ts';
import { importSubscriptions } from '../../src/storage/opml-list.ts';
import { actionTables, listActions, recordAction } from '../../src/storage/record.ts';
import { muteFeed, pauseFeed, resumeFeed, snoozeFeed } from '../../src/storage/rest.ts';
import { addRule, changeRule, moveRule, removeRule } from '../../src/storage/rule-list.ts';
import type { ActionKind, ActionRow } from '../../src/storage/schema-actions.ts';
import { settleViews } from '../../src/storage/settle-views.ts';
import { star } from '../../src/storage/stars.ts';
import { leaveFeeds, subscribe, unsubscribe } from '../../src/storage/subscriptions.ts';
import { addTag, removeTag } from '../../src/storage/tagging.ts';
import { turnNextPart } from '../../src/storage/turning.ts';
import { redo, shakesViews, undo } from '../../src/storage/undo.ts';
import { changeView, removeView, saveView } from '../../src/storage/views.ts';
import { bring, wirePost } from './backup/fill.ts';
import { expectTrueViews } from './view-numbers.ts';

labelWith(askViews);

const now = Date.UTC(2026, 4, 2);
const rule = { query: 'title:3', does: { tags: ['Ruled'], star: true as const, read: true as const } };
const texts = [
  '',
  'is:unread',
  'is:starred',
  'tag:given',
  'tag:ruled',
  '-tag:fruit',
  'feed:chosen',
  'feed:moved.example',
  'folder:work',
  '-folder:work title:post',
];
let feedId = 0;
let otherId = 0;
let folderId = 0;
let viewId = 0;
let storyId = 0;

beforeEach(begin);

/** Two feeds that share three stories, one of them with a tag, and views of all that can be asked. */
async function begin(): Promise<void> {
  await db.delete();
  await db.open();
  folderId = await addFolder('Work', 0, now);
  feedId = (await subscribe({ url: 'https://a.example/feed', folderId }, now)).feedId;
  otherId = (await subscribe({ url: 'https://b.example/feed', tags: ['Fruit'] }, now)).feedId;
  const posts = [1, 2, 3, 4, 5].map((n) => wirePost(`no. ${n}`, now - n * 1000));
  await bring(feedId, posts, now);
  await bring(otherId, posts.slice(0, 3), now);
  storyId = (await db.posts.toArray())[0]?.id ?? 0;
  for (const text of texts) viewId = await saveView(text, text, now);
  await settleViews(now);
}

const always = () => true;
const ruled = async () => {
  const id = await addRule(rule, now);
  return { id, other: await addRule({ ...rule, query: 'title:4' }, now) };
};

/** How each kind of action comes about. */
const doing: Record<ActionKind, () => Promise<unknown>> = {
  'mark-read': () => markRead([storyId], now),
  'mark-unread': async () => {
    await markRead([storyId], now);
    await markUnread([storyId], now);
  },
  'mark-all-read': () => markAllRead({ kind: 'all' }, now),
  star: () => star(storyId, true, now),
  unstar: async () => {
    await star(storyId, true, now);
    await star(storyId, false, now);
  },
  tag: () => addTag(storyId, 'Given', now),
  untag: () => removeTag(storyId, 'fruit', now),
  rename: () => renameFeed(feedId, 'Chosen', now),
  move: () => moveFeed(otherId, folderId, now),
  unsubscribe: () => unsubscribe(otherId, now),
  'leave-elsewhere': () =>
    db.transaction('rw', actionTables, async () => {
      const unreadPostIds = await leaveFeeds([otherId], now);
      const inverses = [{ do: 'rejoin' as const, feedIds: [otherId], unreadPostIds }];
      await recordAction({ kind: 'leave-elsewhere', count: 1, inverses }, now);
    }),
  subscribe: async () => {
    await unsubscribe(otherId, now);
    await subscribe({ url: 'https://b.example/feed', folderId }, now);
  },
  import: async () => {
    await unsubscribe(otherId, now);
    const feed = { kind: 'feed' as const, xmlUrl: 'https://b.example/feed' };
    await importSubscriptions([{ kind: 'folder', title: 'Work', children: [feed] }], undefined, now);
  },
  'add-folder': () => addFolder('Inner', folderId, now),
  'remove-folder': () => removeFolder(folderId, now),
  pause: () => pauseFeed(feedId, now),
  resume: async () => {
    await pauseFeed(feedId, now);
    await resumeFeed(feedId, now);
  },
  snooze: () => snoozeFeed(feedId, now + 1, now),
  mute: () => muteFeed(otherId, true, now),
  unmute: async () => {
    await muteFeed(otherId, true, now);
    await muteFeed(otherId, false, now);
  },
  'new-address': () => moveToAddress(feedId, 'https://moved.example/feed', now),
  'save-view': () => saveView('More', 'post', now),
  'change-view': () => changeView(viewId, 'Other', 'title:2', now),
  'remove-view': () => removeView(viewId, now),
  'add-rule': () => addRule(rule, now),
  'change-rule': async () => changeRule((await ruled()).id, { ...rule, off: true }, now),
  'move-rule': async () => moveRule((await ruled()).other, 0, now),
  'remove-rule': async () => removeRule((await ruled()).id, now),
  'apply-rule': () => applyRule(rule, now, always),
  'mute-posts': () => mute('title:2 OR title:3', 'Two', now, always),
  'show-post': async () => {
    await db.transaction('rw', actionTables, async () => hideStories([storyId], now));
    await showPost(storyId, now);
  },
};

/** To its end, as the panel has it done. */
async function whole(turning: Promise<ActionRow | undefined>): Promise<ActionRow | undefined> {
  const action = await turning;
  while (await turnNextPart(now));
  if (shakesViews(action)) await settleViews(now);
  return action;
}

test.each(Object.entries(doing))('%s, taken back and done again', async (kind, act) => {
  await act();
  expect((await listActions())[0]?.kind).toBe(kind);
  await settleViews(now);
  await expectTrueViews(now, 'done');
  for (const turn of [undo, redo, undo]) {
    expect(await whole(turn(now))).toMatchObject({ kind });
    await expectTrueViews(now, turn.name);
  }
});

test('marks, stars, tags, rules and rests ask for no settling', async () => {
  const quiet: string[] = [];
  for (const [kind, act] of Object.entries(doing)) {
    await begin();
    await act();
    if (!shakesViews(await undo(now))) quiet.push(kind);
  }
  expect(quiet).toEqual([
    'mark-read',
    'mark-unread',
    'mark-all-read',
    'star',
    'unstar',
    'tag',
    'untag',
    'pause',
    'resume',
    'snooze',
    'add-rule',
    'change-rule',
    'move-rule',
    'remove-rule',
    'apply-rule',
    'mute-posts',
    'show-post',
  ]);
});
