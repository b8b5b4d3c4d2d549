import { hashText } from './hash.ts';
import { textKey } from './likeness.ts';
import type { ParsedPost } from './model.ts';
import { canonicalLink } from './urls.ts';

/** A post with its identity within the feed and what can join it with posts of other feeds. */
export interface IdentifiedPost {
  post: ParsedPost;
  /** "i:<guid>", "l:<canonical link>" or "h:<hash>", with a suffix where a document repeats it. */
  key: string;
  /**
   * The key it had until a link's `sid` belonged to its identity: what was stored or dropped then goes by it. It says title
   * and date, too, as where several links were alike. No longer needed once tombstones of before are forgotten.
   */
  formerKey?: string | undefined;
  /** "l:<canonical link>", "g:<guid>": equal in two feeds means the same story; "t:<hash>" only hints at it. */
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
  const canonical = remembering(canonicalLink);
  const guids = countBy(posts, (post) => (post.guid === undefined ? [] : [post.guid]));
  const links = countBy(posts, (post) => (post.link === undefined ? [] : [canonical(post.link)]));
  const stamps = countBy(posts, (post) => [stamp(post)]);
  const site = siteUrl === undefined ? undefined : canonical(siteUrl);
  const withKeys = posts.map((post) => ({ post, joinKeys: joinKeysOf(post, site, canonical) }));
  const joins = countBy(withKeys, ({ joinKeys }) => joinKeys);
  const seen = new Set<string>();
  const found: IdentifiedPost[] = [];
  for (const { post, joinKeys } of withKeys) {
    const link = post.link === undefined ? undefined : canonical(post.link);
    const key = bounded(keyOf(post, link, guids, links, stamps));
    if (seen.has(key)) continue;
    seen.add(key);
    // What several posts of a document share (a link to the front page, one guid for all) names no single post.
    const own = joinKeys.filter((join) => joins.get(join) === 1);
    const formerKey = formerKeyOf(post, canonical);
    found.push({ post, key, formerKey, joinKeys: own, fingerprint: fingerprintOf(post) });
  }
  return found;
}

type Counts = Map<string, number>;

/** The same function, asked once for each text. */
function remembering(ask: (text: string) => string): (text: string) => string {
  const answers = new Map<string, string>();
  return (text) => {
    const answer = answers.get(text) ?? ask(text);
    answers.set(text, answer);
    return answer;
  };
}

function keyOf(
  post: ParsedPost,
  link: string | undefined,
  guids: Counts,
  links: Counts,
  stamps: Counts,
): string {
  if (post.guid !== undefined) {
    if (guids.get(post.guid) === 1) return `i:${post.guid}`;
    // One id for several posts: what else tells them apart, also the place in a page they share.
    const place = /#.*$/.exec(post.link ?? '')?.[0] ?? '';
    return `i:${post.guid}#${hashText(`${link ?? ''}${place}\n${stamp(post)}`)}`;
  }
  if (link !== undefined) {
    return links.get(link) === 1 ? `l:${link}` : `l:${link}#${hashText(stamp(post))}`;
  }
  const mark = stamp(post);
  const alone = (post.title !== undefined || post.publishedAt !== undefined) && stamps.get(mark) === 1;
  return `h:${hashText(alone ? mark : `${mark}\n${(post.body ?? '').slice(0, 500)}`)}`;
}

function formerKeyOf(post: ParsedPost, canonical: (link: string) => string): string | undefined {
  const former = post.link?.replace(/([?&])sid=[^&#]*/gi, '$1');
  if (former === undefined || former === post.link) return undefined;
  return bounded(`l:${canonical(former)}#${hashText(stamp(post))}`);
}

function joinKeysOf(
  post: ParsedPost,
  site: string | undefined,
  canonical: (link: string) => string,
): string[] {
  const pages = [post.link, isWebAddress(post.guid) ? post.guid : undefined]
    .filter((page) => page !== undefined)
    .map(canonical)
    .filter((page) => namesOnePost(page, site));
  const keys = pages.map((page) => bounded(`l:${page}`));
  // Guids that are made to be unique in the world (RFC 4151, RFC 8141); a plain number is another post elsewhere.
  if (post.guid !== undefined && /^(tag:|urn:)./i.test(post.guid)) keys.push(bounded(`g:${post.guid}`));
  const text = textKey(post.title, post.body ?? post.summary ?? '');
  if (text !== undefined) keys.push(text);
  return [...new Set(keys)];
}

function isWebAddress(text: string | undefined): boolean {
  return text !== undefined && /^https?:\/\/./i.test(text);
}

function namesOnePost(link: string, site: string | undefined): boolean {
  return link !== site && /^https:\/\/[^/?#]+[/?#]+[^/?#]/.test(link);
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

function countBy<T>(things: T[], keysOf: (thing: T) => string[]): Counts {
  const counts: Counts = new Map();
  for (const thing of things) {
    for (const key of keysOf(thing)) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
