import { expect } from 'vitest';
import { localDays } from '../../src/feeds/days.ts';
import { parseQuery } from '../../src/feeds/query.ts';
import { clockAt } from '../../src/feeds/query-match.ts';
import { type Cursor, readListPage, type View } from '../../src/panel/state/list-pages.ts';
import { listViewCounts, listViews } from '../../src/storage/list-views.ts';
import { storyOf } from '../../src/storage/story.ts';
import { scan } from './scan.ts';

/** The law of saved views, by asking every post: each counts, and lists once, the unread stories that answer it. */
export async function expectTrueViews(
  now: number,
  where: string,
  isMeant: (text: string) => boolean = () => true,
): Promise<void> {
  const counts = await listViewCounts();
  for (const { id, text } of (await listViews()).filter((view) => isMeant(view.text))) {
    const parsed = parseQuery(text);
    if (parsed.kind === 'wrong') throw new Error(parsed.why);
    const stories = await scan(parsed.query, clockAt(now));
    const unread = await scan({ kind: 'is', mark: 'unread' }, clockAt(now));
    const expected = new Set([...stories].filter((story) => unread.has(story)));
    expect(counts.get(id) ?? 0, `${where}: ${text}`).toBe(expected.size);
    const listed = await storiesListed(id, text);
    expect(new Set(listed), `${where}, listed: ${text}`).toEqual(expected);
    expect(listed, `${where}, listed: ${text}`).toHaveLength(expected.size);
  }
}

/** The stories that the panel lists as a view's unread ones. */
async function storiesListed(viewId: number, text: string): Promise<number[]> {
  const scope = { kind: 'search' as const, text, viewId };
  const view: View = { scope, unreadOnly: true, order: 'newest', days: localDays };
  const stories: number[] = [];
  let cursor: Cursor = {};
  for (let ended = false; !ended; ) {
    const page = await readListPage(view, cursor);
    stories.push(...page.rows.map(({ post }) => storyOf(post)));
    ({ cursor, ended } = page);
  }
  return stories;
}
