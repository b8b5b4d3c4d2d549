import { expect } from 'vitest';
import { parseQuery } from '../../src/feeds/query.ts';
import { clockAt } from '../../src/feeds/query-match.ts';
import { listViewCounts, listViews } from '../../src/storage/list-views.ts';
import { scan } from './scan.ts';

/** The law of saved views, by asking every post: each counts the unread stories that answer it. */
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
    const expected = [...stories].filter((story) => unread.has(story)).length;
    expect(counts.get(id) ?? 0, `${where}: ${text}`).toBe(expected);
  }
}
