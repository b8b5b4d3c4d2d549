import { type AtomEntry, writeAtom } from '../feeds/write-atom.ts';
import { titleOf } from '../storage/feeds.ts';
import type { WholePost } from '../storage/newest-posts.ts';

type Sanitize = (html: string, postId: number, baseUrl: string | undefined) => Node;

/** Writes the posts, in the order given, as the text of an Atom file, the way planet software publishes it. */
export function writePlanetAtom(posts: WholePost[], title: string, now: number, sanitize: Sanitize): string {
  return writeAtom(
    title,
    posts.map((whole) => entryOf(whole, sanitize)),
    now,
  );
}

function entryOf({ post, feed, html }: WholePost, sanitize: Sanitize): AtomEntry {
  const body = document.createElement('div');
  body.append(sanitize(html, post.id, post.link));
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
