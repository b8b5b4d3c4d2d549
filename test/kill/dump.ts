import type { Code } from './bundle.ts';

type Row = Record<string, unknown>;
export type Rows = Record<string, Row[]>;

/** Every row of every table, as it stands. */
export async function rowsOf({ db }: Code): Promise<Rows> {
  const tables = await Promise.all(
    db.tables.map(async (table) => [table.name, (await table.toArray()) as Row[]] as const),
  );
  return Object.fromEntries(tables);
}

/**
 * Not compared: the search index, which is made of the posts in batches as they came (its own tests hold the two together);
 * the pass under way; icons, fetched beside it some at a time; what is reckoned from the instants of checks; and the lines of checks by the batch they were
 * written in (historyOf tells them by feed).
 */
const passing = /^(search\w+|passes|icons|budget|rhythms|checkLines|checkLogs)$/;

/**
 * What a database holds, in a form in which two are equal that hold the same. What may rightly differ is told otherwise:
 * - ids of posts, given out as the servers' answers came: by feed and key. Their order within a feed is kept.
 * - ids of stories: by the posts in them. Numbers of rows in `revisions`: not at all.
 * - instants of the run itself, which is `startedAt` and later: as "now"; intervals learned from them: not at all.
 * - what was told in a notification is noted for as long as that stands: no longer than the browser.
 * - a host that asks for quiet is remembered at once, the check it answered a moment later: a cut in between leaves the
 *   feed unasked until the quiet is over, so that how often it was limited, and its line in the history, are missing.
 */
export function contentOf(rows: Rows, startedAt: number): Record<string, unknown> {
  const posts = rows.posts as { id: number; feedId: number; key: string; storyId?: number }[];
  const names = new Map(posts.map(({ id, feedId, key }) => [id, `${feedId} ${key}`]));
  const postOf = (id: unknown) => names.get(id as number) ?? `no post ${id}`;
  const stories = new Map<number, string[]>();
  for (const { id, storyId = id } of posts)
    stories.set(storyId, [...(stories.get(storyId) ?? []), postOf(id)]);
  const storyOf = (id: unknown) =>
    stories
      .get(id as number)
      ?.sort()
      .join(' + ') ?? `no story ${id}`;

  const told = (value: unknown, name = ''): unknown => {
    if (typeof value === 'number' && value >= startedAt) return 'now';
    if (/^(everyMinutes|postsAWeek|limits)$/.test(name)) return undefined;
    if (name === 'postId') return postOf(value);
    if (name === 'storyId') return storyOf(value);
    if (name === 'starAt') return storyOf((value as unknown[])[1]);
    if (name === 'postIds' || name === 'unreadPostIds') return (value as unknown[]).map(postOf).sort();
    if (name === 'carried') return (value as unknown[]).map(storyOf).sort();
    if (name === 'tagAts') return (value as unknown[][]).map(([tag, at]) => `${tag} ${told(at)}`).sort();
    if (Array.isArray(value)) return value.map((each) => told(each));
    if (typeof value !== 'object' || value === null) return value;
    if ('kind' in value && (value.kind === 'host-quiet' || value.kind === 'retry-after')) return 'quiet';
    const entries = Object.entries(value).map(([key, each]) => [key, told(each, key)] as const);
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  };

  const named: Rows = {
    ...rows,
    posts: posts.map(({ id, ...post }) => ({ postId: id, ...post })),
    revisions: (rows.revisions ?? []).map(({ id: _id, ...revision }) => revision),
    notices: (rows.notices ?? []).filter(({ told: isTold }) => isTold !== true),
    // How often something was queued.
    counters: (rows.counters ?? []).filter(({ id }) => id !== 'outgoing'),
  };
  const tables = Object.entries(named)
    .filter(([table]) => !passing.test(table))
    .map(([table, all]) => [table, all.map((row) => JSON.stringify(told(row))).sort()] as const);
  const order = [...posts].sort((a, b) => a.feedId - b.feedId || a.id - b.id).map(({ id }) => postOf(id));
  return { ...Object.fromEntries(tables), order, history: historyOf(rows) };
}

interface Line {
  feedId: number;
  line: { outcome: string; bytes: number };
}

/** What each feed's checks found, whether it stands in the feed's own history yet or not. */
function historyOf(rows: Rows): string[] {
  const own = (rows.checkLogs as { feedId: number; lines: Line['line'][] }[]).flatMap(({ feedId, lines }) =>
    lines.map((line): Line => ({ feedId, line })),
  );
  const waiting = (rows.checkLines as { lines: Line[] }[]).flatMap(({ lines }) => lines);
  return [...own, ...waiting]
    .filter(({ line }) => line.outcome !== 'limited')
    .map(({ feedId, line }) => `${feedId}: ${line.outcome}, ${line.bytes} bytes`)
    .sort();
}
