/** How much of feeds is kept. */
export interface Keeping {
  /** So many days; 0 is for ever. */
  days: number;
  /** So many posts of each feed, the newest; 0 is all. */
  posts: number;
  /** Unread posts stay, however old and many they are. */
  unread: boolean;
  /** So do posts that were starred or tagged by hand. */
  starred: boolean;
}

/** What is asked of a post before it may go. */
export interface OldPost {
  at: number;
  /** When we first saw it. */
  seenAt: number;
  /** How many of the feed's posts are newer. */
  newer: number;
  isUnread: boolean;
  isMarked: boolean;
}

const dayMs = 24 * 60 * 60 * 1000;
/** What has just come stays for a day at least: nobody could have seen it. */
const leastMs = dayMs;
/** So long a feed must not have carried a post before a dropped one may be forgotten: it could come back as new. */
export const tombstoneMs = 365 * dayMs;

/** May anything be dropped at all? */
export function dropsAnything({ days, posts }: Keeping): boolean {
  return days > 0 || posts > 0;
}

/** May this post go? It is too old by its date and by when it came, or there are too many newer ones. */
export function mayGo(post: OldPost, keeping: Keeping, now: number): boolean {
  if (keeping.unread && post.isUnread) return false;
  if (keeping.starred && post.isMarked) return false;
  if (now - post.seenAt < leastMs) return false;
  const isOld = keeping.days > 0 && now - Math.max(post.at, post.seenAt) > keeping.days * dayMs;
  const isBeyond = keeping.posts > 0 && post.newer >= keeping.posts;
  return isOld || isBeyond;
}

/** May no post from this date on go, with so many newer ones? Posts are looked at from the oldest on. */
export function isPastAll(at: number, newer: number, { days, posts }: Keeping, now: number): boolean {
  return (days === 0 || now - at <= days * dayMs) && (posts === 0 || newer < posts);
}
