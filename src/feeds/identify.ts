import { hashText } from './hash.ts';
import type { ParsedPost } from './model.ts';
import { canonicalLink } from './urls.ts';

/** A post with its identity within the feed and what can join it with posts of other feeds. */
export interface IdentifiedPost {
  post: ParsedPost;
  /** "i:<guid>", "l:<canonical link>" or "h:<hash>", with a suffix where a document repeats it. */
  key: string;
  /** "l:<canonical link>", "g:<guid>": equal in two feeds means the same story. */
  joinKeys: string[];
  /** Hash of all the wire said. */
  fingerprint: string;
}

const longestKey = 200;

/**
 * Gives each post of one document its key: guid; else canonical link; else a hash of title and date, and of the
 * body's beginning where both are missing or repeated. Exact repeats are dropped, the first one stays.
 */
export function identify(posts: ParsedPost[], siteUrl?: string): IdentifiedPost[] {
  const guids = countBy(posts, (post) => post.guid);
  const links = countBy(posts, linkKey);
  const stamps = countBy(posts, stamp);
  const site = siteUrl === undefined ? undefined : canonicalLink(siteUrl);
  const seen = new Set<string>();
  const found: IdentifiedPost[] = [];
  for (const post of posts) {
    const key = bounded(keyOf(post, guids, links, stamps));
    if (seen.has(key)) continue;
    seen.add(key);
    found.push({
      post,
      key,
      joinKeys: joinKeysOf(post, guids, links, site),
      fingerprint: fingerprintOf(post),
    });
  }
  return found;
}

type Counts = Map<string, number>;

function keyOf(post: ParsedPost, guids: Counts, links: Counts, stamps: Counts): string {
  const link = linkKey(post);
  if (post.guid !== undefined) {
    if (guids.get(post.guid) === 1) return `i:${post.guid}`;
    return `i:${post.guid}#${hashText(`${link ?? ''}\n${post.title ?? ''}`)}`;
  }
  if (link !== undefined) {
    return links.get(link) === 1 ? `l:${link}` : `l:${link}#${hashText(stamp(post))}`;
  }
  const mark = stamp(post);
  const alone = (post.title !== undefined || post.publishedAt !== undefined) && stamps.get(mark) === 1;
  return `h:${hashText(alone ? mark : `${mark}\n${(post.body ?? '').slice(0, 500)}`)}`;
}

function joinKeysOf(post: ParsedPost, guids: Counts, links: Counts, site: string | undefined): string[] {
  const keys = new Set<string>();
  const link = linkKey(post);
  // A link that is shared by several posts, or to the front page, names no single post.
  if (link !== undefined && links.get(link) === 1 && namesOnePost(link, site)) keys.add(bounded(`l:${link}`));
  if (post.guid !== undefined && guids.get(post.guid) === 1) {
    if (/^https?:\/\/./i.test(post.guid)) {
      const page = canonicalLink(post.guid);
      if (namesOnePost(page, site)) keys.add(bounded(`l:${page}`));
    } else if (/^(tag:|urn:)./i.test(post.guid)) keys.add(bounded(`g:${post.guid}`));
  }
  return [...keys];
}

function namesOnePost(link: string, site: string | undefined): boolean {
  return link !== site && /^https:\/\/[^/?#]+\/?[^/]/.test(link);
}

function linkKey(post: ParsedPost): string | undefined {
  return post.link === undefined ? undefined : canonicalLink(post.link);
}

function stamp(post: ParsedPost): string {
  return `${post.title ?? ''}\n${post.publishedAt ?? ''}`;
}

function fingerprintOf(post: ParsedPost): string {
  return hashText(JSON.stringify(post));
}

function bounded(key: string): string {
  return key.length <= longestKey ? key : `${key.slice(0, 100)}#${hashText(key)}`;
}

function countBy(posts: ParsedPost[], keyOf: (post: ParsedPost) => string | undefined): Counts {
  const counts: Counts = new Map();
  for (const post of posts) {
    const key = keyOf(post);
    if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
