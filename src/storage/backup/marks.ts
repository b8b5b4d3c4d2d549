import { type HeldPost, heldHash, saidAt } from '../held.ts';
import type { HeldGift, HeldRow } from '../schema-backup.ts';

/** A post as a backup sees it. */
export interface MarkedPost extends HeldPost {
  isRead: boolean;
  gift?: Omit<HeldGift, 'hash'>;
}

/** The marks of one feed's posts, as a backup keeps them. */
export type Marks = Omit<HeldRow, 'feedId' | 'restoredAt'>;

/** The newest posts of a feed are what its document brings again: they are named one by one, so that none is mistaken. */
const named = 40;
/** Posts without a date can only be named; a document brings no more of them. */
const undatedNamed = 300;
/** A hash stands for another post once in so many (2 to the power of this), and takes about so many bits. */
const spareBits = 13;
const fewestBits = 20;

/**
 * The marks of a feed's posts (the oldest first), small: an instant up to which all is read, and the posts for which that is not so. The
 * instant is chosen so that these are the fewest. `held` is what an earlier restoring knows of posts that have not come
 * again yet: then what is stored is added to that.
 */
export function marksOf(posts: MarkedPost[], held: Marks | undefined): Marks {
  const bits = held?.bits ?? Math.max(fewestBits, Math.ceil(Math.log2(posts.length + 1)) + spareBits);
  const readUpTo = held === undefined ? watermarkOf(posts) : held.readUpTo;
  const read = new Set(held?.read);
  const unread = new Set(held?.unread);
  const given = new Map(held?.given.map((gift) => [gift.hash, gift]));
  let undated = 0;
  // Of those without a date, the newest: they stand last.
  for (const post of [...posts].reverse()) {
    const hash = heldHash(post.key, bits);
    const at = saidAt(post);
    const isBefore = at !== undefined && readUpTo !== undefined && at <= readUpTo;
    if (isBefore) mark(unread, hash, !post.isRead);
    else if (at !== undefined || undated++ < undatedNamed) mark(read, hash, post.isRead);
    if (post.gift === undefined) given.delete(hash);
    else given.set(hash, { hash, ...post.gift });
  }
  return {
    bits,
    ...(readUpTo !== undefined && { readUpTo }),
    read: sorted(read),
    unread: sorted(unread),
    given: [...given.values()],
  };
}

/** The instant that leaves the fewest exceptions, not later than the newest posts; undefined where nothing lies before these. */
function watermarkOf(posts: MarkedPost[]): number | undefined {
  const dated = posts
    .flatMap((post) => {
      const at = saidAt(post);
      return at === undefined ? [] : [{ at, isRead: post.isRead }];
    })
    .sort((a, b) => b.at - a.at);
  let exceptions = dated.slice(named).filter((post) => !post.isRead).length;
  exceptions += dated.slice(0, named).filter((post) => post.isRead).length;
  let fewest = Number.POSITIVE_INFINITY;
  let best: number | undefined;
  for (const { at, isRead } of dated.slice(named)) {
    if (exceptions < fewest) [fewest, best] = [exceptions, at];
    // One further down, this post is no longer before it.
    exceptions += isRead ? 1 : -1;
  }
  return exceptions < fewest ? undefined : best;
}

function mark(set: Set<number>, hash: number, on: boolean): void {
  if (on) set.add(hash);
  else set.delete(hash);
}

function sorted(set: Set<number>): number[] {
  return [...set].sort((a, b) => a - b);
}
