import type { Page } from 'puppeteer-core';
import type { ParkingRow } from '../../../src/storage/parking/schema-parking.ts';
import type { CounterRow, FeedRow, FolderRow, PostRow, UnreadRow } from '../../../src/storage/schema.ts';
import { readAll } from './database.ts';

/** Unread numbers: of all, and by feed, folder and tag; what has none is absent. */
export interface Numbers {
  total: number;
  feeds: Record<string, number>;
  folders: Record<string, number>;
  tags: Record<string, number>;
}

/** The numbers as the extension keeps them. */
export async function storedNumbers(page: Page): Promise<Numbers> {
  const counters = (await readAll<CounterRow>(page, 'counters')).filter(({ unread }) => unread !== 0);
  const of = (kind: CounterRow['kind']) =>
    Object.fromEntries(counters.filter((row) => row.kind === kind).map(({ id, unread }) => [id, unread]));
  return { total: of('total')[0] ?? 0, feeds: of('feed'), folders: of('folder'), tags: of('tag') };
}

/** The same numbers counted again from posts and unread marks alone, by the words of the design. */
export async function recount(page: Page): Promise<Numbers> {
  // The marks lie in one of two stores.
  const [parking] = await readAll<ParkingRow>(page, 'parking');
  const marks = await readAll<UnreadRow>(page, parking?.swapped ? 'parked' : 'unread');
  const unread = new Set(marks.map(({ postId }) => postId));
  const feeds = (await readAll<FeedRow>(page, 'feeds')).filter((feed) => feed.leftAt === undefined);
  const foldersOf = folderLists(feeds, await readAll<FolderRow>(page, 'folders'));
  const numbers: Numbers = { total: 0, feeds: {}, folders: {}, tags: {} };
  for (const story of await readStories(page, foldersOf)) {
    if (!story.some((post) => unread.has(post.id))) continue;
    numbers.total++;
    for (const post of story) add(numbers.feeds, post.feedId);
    for (const folder of new Set(story.flatMap((post) => foldersOf.get(post.feedId) ?? [])))
      add(numbers.folders, folder);
    for (const tag of new Set(story.flatMap(tagsOf))) add(numbers.tags, tag);
  }
  return numbers;
}

/** What the badge says of a number. */
export function badgeOf(unread: number): string {
  if (unread === 0) return '';
  return unread > 999 ? '999+' : `${unread}`;
}

/** The posts of feeds that are subscribed to, by story. */
async function readStories(page: Page, foldersOf: ReadonlyMap<number, number[]>): Promise<PostRow[][]> {
  const stories = new Map<number, PostRow[]>();
  for (const post of await readAll<PostRow>(page, 'posts')) {
    if (!foldersOf.has(post.feedId)) continue;
    const id = post.storyId ?? post.id;
    stories.set(id, [...(stories.get(id) ?? []), post]);
  }
  return [...stories.values()];
}

/** Each feed's folder and the folders around it. */
function folderLists(feeds: FeedRow[], folders: FolderRow[]): Map<number, number[]> {
  const parents = new Map(folders.map(({ id, parentId }) => [id, parentId]));
  const upFrom = (id: number): number[] => (id === 0 ? [] : [id, ...upFrom(parents.get(id) ?? 0)]);
  return new Map(feeds.map((feed) => [feed.id, upFrom(feed.folderId)]));
}

function tagsOf({ ownTags, handTags = [], droppedTags = [] }: PostRow): string[] {
  return [...ownTags.filter((tag) => !droppedTags.includes(tag)), ...handTags];
}

function add(counts: Record<string, number>, key: string | number): void {
  counts[key] = (counts[key] ?? 0) + 1;
}
