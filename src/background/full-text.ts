import { hasPermission } from '../browser.ts';
import { decodeBytes } from '../feeds/decode.ts';
import { absoluteLinks } from '../feeds/parse/html-links.ts';
import { resolveLink } from '../feeds/urls.ts';
import type { FullTextAnswer } from '../messages.ts';
import { loadPost } from '../storage/posts.ts';
import { quietHost, quietUntilAt } from '../storage/quiet-hosts.ts';
import { fetchFeed } from './fetch-feed.ts';

const accept = 'text/html, application/xhtml+xml;q=0.9, */*;q=0.1';
const hourMs = 60 * 60 * 1000;

/** Asks for the page of a post, as politely as for a feed: a host that wants quiet has it. Stores nothing of it. */
export async function fullText(postId: number): Promise<FullTextAnswer> {
  const link = (await loadPost(postId))?.link ?? '';
  if (!/^https?:/.test(link) || !URL.canParse(link)) return { kind: 'failed', why: 'no-page' };
  const { host, hostname } = new URL(link);
  if (!(await hasPermission(link))) return { kind: 'needs-permission', host: hostname };
  if ((await quietUntilAt(host)) > Date.now()) return { kind: 'failed', why: 'host-quiet' };
  const fetched = await fetchFeed(link, { accept, now: Date.now });
  switch (fetched.kind) {
    case 'bytes': {
      const { url, contentType = '' } = fetched.facts;
      if (!/html|^$/i.test(contentType)) return { kind: 'failed', why: 'no-page' };
      const { text } = decodeBytes(fetched.bytes, contentType);
      // The panel's policy forbids base elements: links are settled here.
      return { kind: 'page', html: absoluteLinks(text, baseOf(text, url)) };
    }
    case 'limited':
      await quietHost(host, fetched.retryAt ?? Date.now() + hourMs);
      return { kind: 'failed', why: 'host-quiet' };
    case 'gone':
      return { kind: 'failed', why: 'http', status: fetched.status };
    case 'failed':
      if (fetched.why === 'needs-permission')
        return { kind: 'needs-permission', host: fetched.detail ?? hostname };
      return fetched;
    default:
      return { kind: 'failed', why: 'unreachable' };
  }
}

/** Where a page's links start from: its own word, else its address. */
function baseOf(html: string, url: string): string {
  const written = /<base\s[^>]*?href\s*=\s*["']?([^"'\s>]+)/i.exec(html.slice(0, 20_000))?.[1];
  return (written && resolveLink(written, url)) || url;
}
