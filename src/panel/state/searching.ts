/** Searching, loaded with the first search: pages of what was found, and what to mark in it. */
import { effect, signal } from '@preact/signals';
import { parseQuery, type Query, soughtWords } from '../../feeds/query.ts';
import { excerpt, hitsIn } from '../../feeds/query-hits.ts';
import { loadPosts } from '../../storage/posts.ts';
import type { PostRow } from '../../storage/schema.ts';
import { type Found, findPosts } from '../../storage/search/find-posts.ts';
import { loadTexts } from '../../storage/search/texts.ts';
import { lastIdOf } from '../../storage/sequence.ts';
import { hits } from './hits.ts';
import { type Cursor, PAGE, type Page, type Row, type View } from './list-pages.ts';
import { rows, scope } from './listing.ts';
import { reckon } from './settings.ts';

/** How many posts each query found that was asked in this panel, and how many were not indexed yet. */
export const found = signal<ReadonlyMap<string, { count: number; waiting: number }>>(new Map());

/** Characters of a post's beginning that every card shows. */
const IN_SIGHT = 70;

/** What a query found before says nothing any more: it is asked anew. */
export function forgetAnswer(text: string): void {
  found.value = new Map([...found.value].filter(([asked]) => asked !== text));
}

/** Where a list of found posts stands. */
export interface SearchCursor {
  answer: Found;
  from: number;
}

/** The query of a text; undefined when it is wrong. */
export function queryOf(text: string): Query | undefined {
  const parsed = parseQuery(text);
  return parsed.kind === 'query' ? parsed.query : undefined;
}

/** The page of what a query finds that begins at the cursor; the search itself runs with the first. */
export async function searchPage(view: View, text: string, at: Cursor): Promise<Page> {
  const query = queryOf(text);
  if (query === undefined) return { rows: [], cursor: at, ended: true };
  const { days } = view;
  const { answer, from } = at.search ?? { answer: await ask(view, query, text), from: 0 };
  const ids = answer.page(from, from + PAGE);
  const posts = await loadPosts(ids);
  const next = from + ids.length;
  return {
    rows: posts.map((post) => ({ post, dayAt: days.startOf(post.at) })),
    cursor: { search: { answer, from: next } },
    ended: next >= answer.count,
  };
}

async function ask({ days, order, unreadOnly }: View, query: Query, text: string): Promise<Found> {
  const clock = { now: Date.now(), days };
  const asked = unreadOnly ? unreadOf(query) : query;
  const answer = await findPosts(asked, order === 'views' ? 'newest' : order, clock);
  const { count, waiting } = answer;
  // A saved view of the same words, unread ones only, says its own number.
  if (!unreadOnly) found.value = new Map([...found.value, [text, { count, waiting }]]);
  return answer;
}

/** How many stories a view would show that came after the newest post its list was drawn with. */
export async function countNewFound(view: View, text: string, newestId: number): Promise<number> {
  const query = queryOf(text);
  // Mostly nothing came, and nothing has to be searched for.
  if (query === undefined || (await lastIdOf('posts')) <= newestId) return 0;
  const asked = view.unreadOnly ? unreadOf(query) : query;
  return (await findPosts(asked, 'newest', { now: Date.now(), days: view.days }, { above: newestId })).count;
}

/** The same question, of unread posts only. */
export function unreadOf(query: Query): Query {
  return { kind: 'all', of: [query, { kind: 'is', mark: 'unread' }] };
}

/** The stories a query finds that are unread, perhaps only those of a stretch of time. */
export async function unreadStories(
  text: string,
  range = { fromAt: Number.NEGATIVE_INFINITY, beforeAt: Number.POSITIVE_INFINITY },
): Promise<number[]> {
  const query = queryOf(text);
  if (query === undefined) return [];
  const answer = await findPosts(unreadOf(query), 'newest', { now: Date.now(), days: reckon.value.days });
  const posts = await loadPosts(answer.page(0, answer.count));
  return posts
    .filter((post) => post.at >= range.fromAt && post.at < range.beforeAt)
    .map((post) => post.storyId ?? post.id);
}

/** Keeps the marks in the listed posts true: hits in titles, and the text around the first hit of a body. */
effect(() => {
  const at = scope.value;
  const listed = rows.value;
  if (at?.kind !== 'search') {
    hits.value = undefined;
    return;
  }
  const query = queryOf(at.text);
  const words = query === undefined ? [] : soughtWords(query);
  const known = hits.peek()?.excerpts ?? new Map<number, string>();
  const rangesIn = (text: string, field: 'title' | 'author' | 'text') => hitsIn(text, field, words);
  hits.value = { rangesIn, excerpts: known };
  void excerptsOf(listed, rangesIn).then((excerpts) => {
    if (scope.peek() === at && rows.peek() === listed) hits.value = { rangesIn, excerpts };
  });
});

async function excerptsOf(
  listed: Row[],
  rangesIn: (text: string, field: 'text') => [number, number][],
): Promise<Map<number, string>> {
  const shows = (post: PostRow) => rangesIn(post.snippet, 'text').some(([start]) => start < IN_SIGHT);
  const hidden = listed.filter(({ post }) => !shows(post));
  const texts = await loadTexts(hidden.map(({ post }) => post));
  const excerpts = new Map<number, string>();
  for (const [id, text] of texts) {
    const ranges = rangesIn(text, 'text');
    if (ranges.length > 0) excerpts.set(id, excerpt(text, ranges));
  }
  return excerpts;
}
