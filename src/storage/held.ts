import { hashNumber } from '../feeds/hash.ts';
import type { PostRow } from './schema.ts';
import type { HeldGift, HeldRow } from './schema-backup.ts';

/** As much of a post as it is known by. */
export type HeldPost = Pick<PostRow, 'key' | 'publishedAt' | 'updatedAt'>;

/** A post's name in a HeldRow. */
export function heldHash(key: string, bits: number): number {
  return hashNumber(key) % 2 ** bits;
}

/** The instant a post says of itself, which is the same whenever it comes; undefined where it says none. */
export function saidAt({ publishedAt, updatedAt }: HeldPost): number | undefined {
  return publishedAt ?? updatedAt;
}

/** Was this post read when the backup was made? And what had it been given? */
export function heldMarks(held: HeldRow, post: HeldPost): { isRead: boolean; gift: HeldGift | undefined } {
  const hash = heldHash(post.key, held.bits);
  const isBefore = (saidAt(post) ?? Number.POSITIVE_INFINITY) <= (held.readUpTo ?? Number.NEGATIVE_INFINITY);
  return {
    isRead: isBefore ? !held.unread.includes(hash) : held.read.includes(hash),
    gift: held.given.find((gift) => gift.hash === hash),
  };
}
