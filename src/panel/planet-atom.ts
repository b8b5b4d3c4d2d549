import { type AtomEntry, writeAtom } from '../feeds/write-atom.ts';
import { titleOf } from '../storage/feed-rows.ts';
import type { WholePost } from '../storage/newest-posts.ts';
import type { Draw } from './planet-page.ts';

/** Writes the posts, in the order given, as the text of an Atom file, the way planet software publishes it. */
export function writePlanetAtom(posts: WholePost[], title: string, now: number, draw: Draw): string {
  // In this page the pictures would be asked for at once.
  const inert = document.implementation.createHTMLDocument();
  return writeAtom(
    title,
    posts.map((whole) => entryOf(whole, draw(whole), inert)),
    now,
  );
}

function entryOf({ post, feed }: WholePost, text: Node, inert: Document): AtomEntry {
  const body = inert.createElement('div');
  body.append(text);
  return {
    id: post.link ?? `${feed.url}#${post.key}`,
    title: post.title ?? post.snippet,
    ...(post.link !== undefined && { link: post.link }),
    publishedAt: post.publishedAt ?? post.at,
    updatedAt: post.editedAt ?? post.at,
    author: post.author ?? titleOf(feed),
    source: { url: feed.url, title: titleOf(feed) },
    // Written by the browser as XML, so that it stands in the file as it is.
    xhtml: new XMLSerializer().serializeToString(body),
  };
}
