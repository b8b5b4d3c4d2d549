import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { identify } from '../../src/feeds/identify.ts';
import type { Told } from '../../src/feeds/likeness.ts';
import { readFeed } from '../../src/feeds/read.ts';
import { plainText } from '../../src/feeds/text.ts';
import { sharedPath } from './shared.ts';

export interface CorpusPost {
  /** "FORMAT/NAME" of the feed. */
  file: string;
  key: string;
  joinKeys: string[];
  link: string | undefined;
  told: Told;
}

/** All posts of the real feeds, identified as a check would. */
export function corpusFeeds(): CorpusPost[] {
  const folder = sharedPath('corpus', 'dev');
  return readdirSync(folder).flatMap((format) =>
    readdirSync(join(folder, format)).flatMap((name) => postsOf(folder, `${format}/${name}`)),
  );
}

function postsOf(folder: string, file: string): CorpusPost[] {
  const host = file.replace(/[^a-z0-9]+/gi, '-').toLowerCase();
  const read = readFeed(readFileSync(join(folder, file)), { url: `https://${host}.example/feed` });
  if (read.kind === 'none') return [];
  const { feed } = read;
  return identify(feed.posts, feed.siteUrl).map(({ post, key, joinKeys }) => {
    const told: Told = { text: plainText(post.body ?? post.summary ?? '') };
    if (post.title !== undefined) told.title = post.title;
    if (post.author !== undefined) told.author = post.author;
    if (post.publishedAt !== undefined) told.publishedAt = post.publishedAt;
    return { file, key, joinKeys, link: post.link, told };
  });
}
