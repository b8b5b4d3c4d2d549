import type { ParsedFeed, ParsedPost } from './model.ts';

/** Fewer titles show no habit. */
const ENOUGH_POSTS = 5;
const MOST = 0.9;
const ENOUGH_AUTHORS = 3;

/** A name, a colon, a title: as planets write them. The name is short and no address. */
const AUTHOR_TITLE = /^([^:/]{2,60}): (\S.*)$/;

/**
 * In the feed of a planet the titles read "Author: Title". Where most titles do and the authors vary, the name goes
 * into `author` and the title keeps the rest; a post with an author of another name stays as it is. Other feeds come
 * back unchanged.
 */
export function splitPlanetTitles(feed: ParsedFeed): ParsedFeed {
  if (!isPlanet(feed.posts)) return feed;
  return { ...feed, posts: feed.posts.map(splitTitle) };
}

function isPlanet(posts: ParsedPost[]): boolean {
  if (posts.length < ENOUGH_POSTS) return false;
  const names = posts
    .map((post) => AUTHOR_TITLE.exec(post.title ?? '')?.[1])
    .filter((name) => name !== undefined);
  if (names.length < posts.length * MOST) return false;
  const distinct = new Set(names).size;
  return distinct >= ENOUGH_AUTHORS && distinct < names.length;
}

function splitTitle(post: ParsedPost): ParsedPost {
  const [, name, title] = AUTHOR_TITLE.exec(post.title ?? '') ?? [];
  if (name === undefined || title === undefined) return post;
  if (post.author !== undefined && post.author.toLowerCase() !== name.toLowerCase()) return post;
  return { ...post, author: post.author ?? name, title };
}
