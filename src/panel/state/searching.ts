/** Searching, loaded with the first search, and with it what marks the hits: pages of what was found. */
import { signal } from '@preact/signals';
import { parseQuery, type Query } from '../../feeds/query.ts';
import { clockAt } from '../../feeds/query-match.ts';
import { loadPosts } from '../../storage/posts.ts';
import { type Found, findPosts } from '../../storage/search/find-posts.ts';
import { lastIdOf } from '../../storage/sequence.ts';
import { type Cursor, PAGE, type Page, type View } from './list-pages.ts';
import { scope } from './listing.ts';
import { markHits } from './marking-hits.ts';

/** How many posts each query found that was asked in this panel, and how many were not indexed yet. */
export const found = signal<ReadonlyMap<string, { count: number; waiting: number }>>(new Map());

/** What a query found before says nothing any more: it is asked anew. */
export function forgetAnswer(text: string): void {
  found.value = new Map([...found.value].filter(([asked]) => asked !== text));
}

/** What is hidden, or shown again, changes what was found: the query on the screen is counted anew, others when they are asked. */
export async function countAgain(): Promise<void> {
  const at = scope.peek();
  // A saved view says its own number.
  const text = at?.kind === 'search' && at.viewId === undefined ? at.text : '';
  const query = queryOf(text);
  const answer = text !== '' && query && (await findPosts(query, 'newest', clockAt(Date.now())));
  found.value = new Map(answer ? [[text, { count: answer.count, waiting: answer.waiting }]] : []);
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
  // What was hidden since is found no more.
  const posts = (await loadPosts(ids)).filter((post) => post.hiddenAt === undefined);
  const next = from + ids.length;
  const cursor = { search: { answer, from: next } };
  const ended = next >= answer.count;
  // What reads on waits for a change on the screen.
  if (posts.length === 0 && !ended) return searchPage(view, text, cursor);
  return { rows: posts.map((post) => ({ post, dayAt: days.startOf(post.at) })), cursor, ended };
}

async function ask({ order, unreadOnly }: View, query: Query, text: string): Promise<Found> {
  const asked = unreadOnly ? unreadOf(query) : query;
  const answer = await findPosts(asked, order === 'views' ? 'newest' : order, clockAt(Date.now()));
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
  return (await findPosts(asked, 'newest', clockAt(Date.now()), { above: newestId })).count;
}

/** The same question, of unread posts only. */
export function unreadOf(query: Query): Query {
  return { kind: 'all', of: [query, { kind: 'is', mark: 'unread' }] };
}

/** The stories a query finds that are unread, perhaps only those of a stretch of time. */
export async function unreadStories(
  text: string,
  range?: { fromAt: number; beforeAt: number },
): Promise<number[]> {
  const query = queryOf(text);
  if (query === undefined) return [];
  const answer = await findPosts(unreadOf(query), 'newest', clockAt(Date.now()));
  if (range === undefined) return answer.stories();
  const posts = await loadPosts(answer.page(0, answer.count));
  return posts
    .filter((post) => post.at >= range.fromAt && post.at < range.beforeAt)
    .map((post) => post.storyId ?? post.id);
}

markHits();
