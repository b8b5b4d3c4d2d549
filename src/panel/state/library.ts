/** What the person reads: feeds, folders, tags and their numbers, kept true by the database. */
import { computed, effect, signal } from '@preact/signals';
import { countsOf, listCounters } from '../../storage/counters.ts';
import { listChecks, listFeeds } from '../../storage/feeds.ts';
import { listFolders } from '../../storage/folders.ts';
import { listViewCounts, listViews } from '../../storage/list-views.ts';
import { currentPass } from '../../storage/passes.ts';
import type { ViewRow } from '../../storage/saved-view.ts';
import type { CheckRow, CounterRow, FeedRow, FolderRow, PassRow, TagRow } from '../../storage/schema.ts';
import type { ShownNames } from '../../storage/shown.ts';
import { listTags } from '../../storage/tagging.ts';
import { now } from './clock.ts';
import { liveSignal } from './use-live.ts';

/** What the first posts on the screen show of it, read with them; counts until the rest is here. */
export const firstNames = signal<ShownNames | undefined>(undefined);

/** undefined until the first answer: nothing is claimed before. */
export const feeds = liveSignal<FeedRow[] | undefined>(undefined, listFeeds);
export const folders = liveSignal<FolderRow[]>([], listFolders);
const totals = liveSignal<{ unread: number; total: number } | undefined>(undefined, async () =>
  countsOf('total', 0),
);
export const unreadTotal = computed(() => (totals.value ?? firstNames.value?.total)?.unread);
export const postTotal = computed(() => (totals.value ?? firstNames.value?.total)?.total);
export const pass = liveSignal<PassRow | undefined>(undefined, currentPass);

const checkRows = liveSignal<CheckRow[]>([], listChecks);
const feedCounters = liveSignal<CounterRow[]>([], async () => listCounters('feed'));
const folderCounters = liveSignal<CounterRow[]>([], async () => listCounters('folder'));
export const views = liveSignal<ViewRow[]>([], listViews);
/** The views are asked about what changes here too, once there are any. */
const stopWaiting = effect(() => {
  if (views.value.length === 0) return;
  queueMicrotask(() => stopWaiting());
  void import('./asking.ts').then(({ beginAsking }) => beginAsking());
});
export const viewCounts = liveSignal<ReadonlyMap<number, number>>(new Map(), listViewCounts);
const tagRows = liveSignal<TagRow[] | undefined>(undefined, listTags);
export const tags = computed(() => tagRows.value ?? firstNames.value?.tags ?? []);

export const feedsById = computed(() => {
  const known = feeds.value ?? firstNames.value?.feeds ?? [];
  return new Map(known.map((feed) => [feed.id, feed]));
});
export const foldersById = computed(() => new Map(folders.value.map((folder) => [folder.id, folder])));
export const checks = computed(() => new Map(checkRows.value.map((check) => [check.feedId, check])));
export const feedCounts = computed(() => byId(feedCounters.value));
export const folderCounts = computed(() => byId(folderCounters.value));
const labels = computed(() => new Map(tags.value.map((tag) => [tag.key, tag.label])));

/** Has this panel asked for a check that has not ended? Then its progress is shown; the clock's own checks are silent. */
export const isAsking = signal(false);

/** Is a pass of checks under way? */
export const isChecking = computed(() => {
  const under = pass.value;
  if (under === undefined || under.endedAt !== undefined) return false;
  // A worker that was killed leaves its pass open.
  return isAsking.value || now.value - under.startedAt < longestPassMs;
});

const longestPassMs = 10 * 60_000;

/** Which feed is asked next, and when; undefined when none is planned. */
export const nextCheck = computed(() => {
  let next: { feedId: number; at: number } | undefined;
  for (const { feedId, nextAt: at } of checkRows.value)
    if (at !== undefined && at < (next?.at ?? Number.POSITIVE_INFINITY)) next = { feedId, at };
  return next;
});

/** Did the last checks find no room to store what they brought? */
export const isDiskFull = computed(() =>
  checkRows.value.some(({ outcome }) => outcome?.kind === 'failed' && outcome.why === 'storage'),
);

/** A tag as it was spelled first. */
export function labelOf(key: string): string {
  return labels.value.get(key) ?? key;
}

/** A feed's name: the one the person gave, else its own. */
export function nameOf(feed: FeedRow | undefined): string {
  return feed?.customTitle || feed?.title || '';
}

function byId(rows: CounterRow[]): Map<CounterRow['id'], CounterRow> {
  return new Map(rows.map((row) => [row.id, row]));
}
