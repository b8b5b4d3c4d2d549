import type { FoundFeed } from '../messages.ts';
import { loadCheck } from '../storage/checks.ts';
import { getFeed } from '../storage/feed-rows.ts';
import { preview } from './preview.ts';

/** So many proposals are enough to choose from. */
const most = 8;

/**
 * Looks for a feed that fails at its address: where its server redirects, the same address under the other scheme, and
 * what its site and its host name. Only what answers with a feed, or is named by a page, is proposed.
 */
export async function findAddress(feedId: number): Promise<FoundFeed[]> {
  const feed = await getFeed(feedId);
  if (feed === undefined) return [];
  const check = await loadCheck(feedId);
  const { outcome, moveSeen } = check ?? {};
  const refused =
    outcome?.kind === 'failed' && outcome.why === 'redirect-refused' ? outcome.detail : undefined;
  const other = feed.url.replace(/^https?:/, (scheme) => (scheme === 'https:' ? 'http:' : 'https:'));
  const places = [moveSeen?.to, refused, feed.siteUrl, `${new URL(feed.url).origin}/`, other];
  const found = new Map<string, FoundFeed>();
  for (const place of new Set(places.filter((each) => each !== undefined))) {
    for (const proposal of await lookAt(place)) {
      if (proposal.url !== feed.url && !found.has(proposal.url)) found.set(proposal.url, proposal);
    }
    if (found.size >= most) break;
  }
  return [...found.values()].slice(0, most);
}

async function lookAt(url: string): Promise<FoundFeed[]> {
  const answer = await preview(url);
  if (answer.kind === 'feed') return [{ url: answer.url, title: answer.title, why: 'answers' }];
  return answer.kind === 'choose' ? answer.feeds : [];
}
