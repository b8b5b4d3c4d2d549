import { browser } from '../browser.ts';
import { parseQuery, type Query } from '../feeds/query.ts';
import type { PostRow } from '../storage/schema.ts';
import { walkPosts } from '../storage/walk-posts.ts';

const mostSuggested = 6;
/** So many of the newest posts are looked at: the address bar waits for the answer, and Enter searches all of them. */
const mostLookedAt = 1_000;
const page = 'src/panel/index.html';
/** Stands before what a suggestion leaves in the address bar: no one types it. */
const chosenMark = 'sidereal:post/';

interface Suggestion {
  content: string;
  description: string;
}

/**
 * The newest posts for what was typed so far; none while the query is wrong. The browser takes the newest answer. The
 * index is the panel's: a worker that held it would be slower to wake for each check.
 */
export async function suggestPosts(
  text: string,
  suggest: (suggestions: Suggestion[]) => void,
  isFirefox: boolean,
): Promise<void> {
  const parsed = parseQuery(text.trim());
  if (parsed.kind === 'wrong' || text.trim() === '') return suggest([]);
  suggest(
    (await newestPosts(parsed.query)).map(({ id, title, snippet, author }) => ({
      content: `${chosenMark}${id} ${text.trim()}`,
      description: description([title || snippet, author], isFirefox),
    })),
  );
}

async function newestPosts(query: Query): Promise<PostRow[]> {
  const found: PostRow[] = [];
  for await (const { posts, looked } of walkPosts(query, Date.now())) {
    // Each story once, and none that is hidden or muted.
    found.push(...posts.filter((post) => post.riverAt !== undefined));
    if (found.length >= mostSuggested || looked >= mostLookedAt) break;
  }
  return found.slice(0, mostSuggested);
}

/** Opens what was chosen: a post by its number, or all that the query finds, in the tab the browser asks for. */
export async function openFromOmnibox(
  text: string,
  where: 'currentTab' | 'newForegroundTab' | 'newBackgroundTab',
): Promise<void> {
  const [, chosen, typed] = /^sidereal:post\/(\d+) (.*)$/s.exec(text) ?? [];
  const asked = new URLSearchParams({
    q: (typed ?? text).trim(),
    ...(chosen !== undefined && { post: chosen }),
  });
  const url = browser.runtime.getURL(`${page}#/search?${asked}`);
  if (where === 'currentTab') await browser.tabs.update({ url });
  else await browser.tabs.create({ url, active: where === 'newForegroundTab' });
}

/** Chrome reads descriptions as XML, Firefox as they are. Characters that XML forbids make Chrome refuse them all. */
export function description(parts: (string | undefined)[], isPlain: boolean): string {
  const line = parts
    .filter((part) => part !== undefined && part !== '')
    .join(' – ')
    .toWellFormed()
    .replace(/[\p{Cc}\p{Noncharacter_Code_Point}]/gu, ' ');
  if (isPlain) return line;
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&apos;',
  };
  return line.replace(/[&<>"']/g, (character: string) => entities[character] as string);
}
