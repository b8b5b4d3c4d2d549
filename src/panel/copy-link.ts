import { cleanLink } from '../feeds/clean-link.ts';
import type { PostRow } from '../storage/schema.ts';
import { say } from './state/notice.ts';
import { word } from './words.ts';

/** Puts the address of the post's page on the clipboard. */
export async function copyLink(post: PostRow): Promise<void> {
  if (post.link === undefined) return say({ text: word('noLink') });
  await navigator.clipboard.writeText(cleanLink(post.link));
  say({ text: word('linkCopied') });
}
