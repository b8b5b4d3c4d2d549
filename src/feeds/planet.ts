import type { ParsedFeed, ParsedPost } from './model.ts';

/** Fewer titles show no habit. */
const ENOUGH_POSTS = 5;
const MOST = 0.9;
const ENOUGH_AUTHORS = 3;

/** A name, a colon, a title: as planets write them. The name is short and no address. */
const AUTHOR_TITLE = /^([^:/]{2,60}): (\S.*)$/;

/**
 * Recognises a planet: a feed that gathers the posts of other sites. It is one when its titles read "Author: Title", or
 * when its posts lie on several sites, none of them its own, and each site comes again (a link blog points somewhere else
 * each time). Where most titles have the author, the name goes into `author` and the title keeps the rest; a post
 * with an author of another name stays as it is. Other feeds come back unchanged.
 */
export function markPlanet(feed: ParsedFeed): ParsedFeed {
  if (hasAuthorTitles(feed.posts)) return { ...feed, planet: true, posts: feed.posts.map(splitTitle) };
  return gathersSites(feed) ? { ...feed, planet: true } : feed;
}

function gathersSites(feed: ParsedFeed): boolean {
  if (feed.posts.length < ENOUGH_POSTS) return false;
  const own = hostOf(feed.siteUrl);
  const others = feed.posts.map((post) => hostOf(post.link)).filter((host) => host !== '' && host !== own);
  const sites = new Set(others).size;
  return others.length >= feed.posts.length * MOST && sites >= ENOUGH_AUTHORS && sites <= others.length / 2;
}

function hasAuthorTitles(posts: ParsedPost[]): boolean {
  if (posts.length < ENOUGH_POSTS) return false;
  const hostsByName = new Map<string, Set<string>>();
  let named = 0;
  for (const post of posts) {
    const name = AUTHOR_TITLE.exec(post.title ?? '')?.[1];
    if (name === undefined) continue;
    named += 1;
    const hosts = hostsByName.get(name) ?? new Set();
    hostsByName.set(name, hosts.add(hostOf(post.link)));
  }
  if (named < posts.length * MOST || hostsByName.size < ENOUGH_AUTHORS) return false;
  const sites = new Set([...hostsByName.values()].flatMap((hosts) => [...hosts]));
  const settled = [...hostsByName.values()].filter((hosts) => hosts.size === 1).length;
  return (
    sites.size >= ENOUGH_AUTHORS && sites.size >= hostsByName.size / 2 && settled >= hostsByName.size * MOST
  );
}

function hostOf(link = ''): string {
  return /^https?:\/\/([^/?#]+)/i.exec(link)?.[1]?.toLowerCase() ?? '';
}

function splitTitle(post: ParsedPost): ParsedPost {
  const [, name, title] = AUTHOR_TITLE.exec(post.title ?? '') ?? [];
  if (name === undefined || title === undefined) return post;
  if (post.author !== undefined && post.author.toLowerCase() !== name.toLowerCase()) return post;
  return { ...post, author: post.author ?? name, title };
}
