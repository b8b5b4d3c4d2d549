import type { ParsedFeed } from '../model.ts';
import { readHead } from './head.ts';
import { isSubstantial, readPost } from './post.ts';
import type { Repairs } from './repairs.ts';
import type { XmlDocument } from './tree.ts';

/** Atom 1.0 (RFC 4287) and 0.3; a document that is one entry is a feed of one post. */
export function readAtom(document: XmlDocument, repairs: Repairs): ParsedFeed {
  const feed = readHead(document.root, 'atom', repairs);
  feed.posts = document.items.map((item) => readPost(item, repairs)).filter(isSubstantial);
  for (const post of feed.posts) {
    // RFC 4287, section 4.2.1: without an author of its own an entry has its feed's.
    if (post.author === undefined && feed.author !== undefined) post.author = feed.author;
    if (post.authors === undefined && feed.authors !== undefined) post.authors = feed.authors;
  }
  return feed;
}
