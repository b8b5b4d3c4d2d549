/** What the person reads: feeds, folders, tags and their numbers, kept true by the database. */
import { computed, signal } from '@preact/signals';
import { countsOf, listCounters } from '../../storage/counters.ts';
import { listChecks, listFeeds } from '../../storage/feeds.ts';
import { listFolders } from '../../storage/folders.ts';
import { currentPass } from '../../storage/passes.ts';
import type { CheckRow, CounterRow, FeedRow, FolderRow, PassRow, TagRow } from '../../storage/schema.ts';
import { listTags } from '../../storage/tagging.ts';
import { now } from './clock.ts';
import { liveSignal } from './use-live.ts';

/** undefined until the first answer: nothing is claimed before. */
export const feeds = liveSignal<FeedRow[] | undefined>(undefined, listFeeds);
export const folders = liveSignal<FolderRow[]>([], listFolders);
const totals = liveSignal<{ unread: number; total: number } | undefined>(undefined, async () =>
  countsOf('total', 0),
);
export const unreadTotal = computed(() => totals.value?.unread);
export const postTotal = computed(() => totals.value?.total);
export const pass = liveSignal<PassRow | undefined>(undefined, currentPass);

const checkRows = liveSignal<CheckRow[]>([], listChecks);
const feedCounters = liveSignal<CounterRow[]>([], async () => listCounters('feed'));
const folderCounters = liveSignal<CounterRow[]>([], async () => listCounters('folder'));
export const tags = liveSignal<TagRow[]>([], listTags);

export const feedsById = computed(() => new Map((feeds.value ?? []).map((feed) => [feed.id, feed])));
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

/** When the next feed is asked; undefined when none is planned. */
export const nextCheckAt = computed(() => {
  const planned = checkRows.value.map((check) => check.nextAt).filter((at) => at !== undefined);
  return planned.length > 0 ? Math.min(...planned) : undefined;
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
