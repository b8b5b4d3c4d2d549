/** Which feeds an address leads to. The worker asks the network; which feeds a page names is found here. */
import type { Credential } from '../feeds/credential.ts';
import { ask, type PreviewAnswer } from '../messages.ts';
import type { CheckRow, FeedRow } from '../storage/schema.ts';

/** A feed that was found; `why` is a locale key ("found_link_alternate", "found_answers" …). */
export interface FoundFeed {
  url: string;
  title?: string;
  why: string;
}

/** What an address gave. `url` is where the answer came from, after redirects. */
export type AddressAnswer =
  | Exclude<PreviewAnswer, { kind: 'page' }>
  | { kind: 'failed'; url: string; why: 'no-feed-on-page'; status?: undefined }
  | { kind: 'choose'; url: string; feeds: FoundFeed[] };

/** Guessed addresses ("/feed", "/rss.xml") that are tried on a page that names no feed. */
const guessesTried = 6;
/** So many proposals are enough to choose from. */
const mostProposed = 8;

/**
 * What a person gets when they paste an address: the feed with its latest posts, or the feeds of the page, or the
 * reason why not. Stores nothing.
 */
export async function feedsAt(url: string, credential?: Credential): Promise<AddressAnswer> {
  const answer = await ask('preview', { url, ...(credential && { credential }) });
  if (answer.kind !== 'page') return answer;
  const { named, guessed } = await feedsOnPage(answer.html, answer.url);
  if (named.length > 0) return { kind: 'choose', url: answer.url, feeds: named };
  return (
    (await firstThatAnswers(guessed.slice(0, guessesTried))) ?? {
      kind: 'failed',
      url: answer.url,
      why: 'no-feed-on-page',
    }
  );
}

/** The feeds that a page names, and usual addresses of its site, which may be none. */
export async function feedsOnPage(
  html: string,
  url: string,
): Promise<{ named: FoundFeed[]; guessed: FoundFeed[] }> {
  const { discoverFeeds } = await import('../feeds/discover.ts');
  const found = discoverFeeds(html, url);
  const isGuessed = (feed: FoundFeed) => feed.why === 'common-path';
  return { named: found.filter((feed) => !isGuessed(feed)), guessed: found.filter(isGuessed) };
}

async function firstThatAnswers(guesses: FoundFeed[]): Promise<AddressAnswer | undefined> {
  for (const { url } of guesses) {
    const answer = await ask('preview', { url });
    if (answer.kind === 'feed') return answer;
  }
  return undefined;
}

/**
 * Looks for a feed that fails at its address: where its server redirects, the same address under the other scheme, and
 * what its site and its host name. Only what answers with a feed, or is named by a page, is proposed.
 */
export async function findAddress(feed: FeedRow, check: CheckRow | undefined): Promise<FoundFeed[]> {
  const found = new Map<string, FoundFeed>();
  for (const place of placesOf(feed, check)) {
    for (const proposal of await lookAt(place)) {
      if (proposal.url !== feed.url && !found.has(proposal.url)) found.set(proposal.url, proposal);
    }
    if (found.size >= mostProposed) break;
  }
  return [...found.values()].slice(0, mostProposed);
}

function placesOf(feed: FeedRow, { outcome, moveSeen }: Partial<CheckRow> = {}): Set<string> {
  const refused =
    outcome?.kind === 'failed' && outcome.why === 'redirect-refused' ? outcome.detail : undefined;
  const other = feed.url.replace(/^https?:/, (scheme) => (scheme === 'https:' ? 'http:' : 'https:'));
  const places = [moveSeen?.to, refused, feed.siteUrl, `${new URL(feed.url).origin}/`, other];
  return new Set(places.filter((each) => each !== undefined));
}

async function lookAt(url: string): Promise<FoundFeed[]> {
  const answer = await feedsAt(url);
  if (answer.kind === 'feed') return [{ url: answer.url, title: answer.title, why: 'answers' }];
  return answer.kind === 'choose' ? answer.feeds : [];
}
