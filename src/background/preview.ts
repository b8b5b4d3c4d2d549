import { hasPermission } from '../browser.ts';
import type { Credential } from '../feeds/credential.ts';
import type { ParsedFeed } from '../feeds/model.ts';
import { readFeed } from '../feeds/read.ts';
import { snippet } from '../feeds/text.ts';
import type { PreviewAnswer, PreviewPost } from '../messages.ts';
import { findFeed } from '../storage/feed-rows.ts';
import { type Fetched, fetchFeed } from './fetch-feed.ts';

const postsShown = 10;

/**
 * What an address answers with: a feed with its latest posts, or a page (the panel looks for feeds in it), or the reason
 * why not. Stores nothing.
 */
export async function preview(url: string, credential?: Credential): Promise<PreviewAnswer> {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    return { kind: 'failed', url, why: 'bad-address' };
  if (!(await hasPermission(url))) return { kind: 'needs-permission', url, host: new URL(url).hostname };
  const fetched = await fetchFeed(url, { credential, now: Date.now });
  if (fetched.kind !== 'bytes') return failedAnswer(url, fetched);
  const at = fetched.facts.url;
  const read = readFeed(fetched.bytes, fetched.facts);
  if (read.kind === 'feed') return feedAnswer(at, read.feed);
  if (read.html === undefined) return { kind: 'failed', url: at, why: read.reason, status: fetched.status };
  return { kind: 'page', url: at, html: read.html };
}

function failedAnswer(url: string, fetched: Exclude<Fetched, { kind: 'bytes' }>): PreviewAnswer {
  switch (fetched.kind) {
    case 'failed':
      if (fetched.why === 'needs-permission')
        return { kind: 'needs-permission', url, host: fetched.detail ?? '' };
      return { ...fetched, url };
    case 'cancelled':
    case 'unchanged':
      return { kind: 'failed', url, why: 'unreachable' };
    default:
      return { kind: 'failed', url, why: 'http', status: fetched.status };
  }
}

async function feedAnswer(url: string, feed: ParsedFeed): Promise<PreviewAnswer> {
  const subscribed = await findFeed(url);
  return {
    kind: 'feed',
    url,
    title: feed.title ?? new URL(url).host,
    format: feed.format,
    posts: feed.posts.slice(0, postsShown).map(previewPost),
    postCount: feed.posts.length,
    ...(feed.description !== undefined && { description: feed.description }),
    ...(feed.siteUrl !== undefined && { siteUrl: feed.siteUrl }),
    ...(subscribed !== undefined && { feedId: subscribed.id }),
  };
}

function previewPost(post: ParsedFeed['posts'][number]): PreviewPost {
  const at = post.publishedAt ?? post.updatedAt;
  return {
    snippet: snippet(post.summary ?? post.body ?? ''),
    ...(post.title !== undefined && { title: post.title }),
    ...(post.author !== undefined && { author: post.author }),
    ...(at !== undefined && { at }),
  };
}
