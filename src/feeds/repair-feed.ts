import { repairGarbled } from './garbled.ts';
import type { ParsedFeed, ParsedPost } from './model.ts';
import type { Repairs } from './parse/repairs.ts';

const TEXTS = ['title', 'titleHtml', 'author', 'body', 'summary'] as const;

/** Mends text that was decoded wrongly before it reached us, wherever that is certain. */
export function repairFeed(feed: ParsedFeed, repairs: Repairs): ParsedFeed {
  for (const name of ['title', 'titleHtml', 'description', 'descriptionHtml', 'author'] as const) {
    const text = feed[name];
    if (text !== undefined) feed[name] = repaired(text, repairs, 'the feed');
  }
  for (const [index, post] of feed.posts.entries()) repairPost(post, repairs, `post ${index + 1}`);
  return feed;
}

function repairPost(post: ParsedPost, repairs: Repairs, where: string): void {
  for (const name of TEXTS) {
    const text = post[name];
    if (text !== undefined) post[name] = repaired(text, repairs, where);
  }
  if (post.tags.length > 0) post.tags = post.tags.map((tag) => repaired(tag, repairs, where));
}

function repaired(text: string, repairs: Repairs, where: string): string {
  const mended = repairGarbled(text);
  if (mended !== text) repairs.note('garbled-text', where);
  return mended;
}
