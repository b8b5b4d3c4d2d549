import type { Trouble } from '../feeds/server-trouble.ts';
import type { BroughtFeeds, BroughtMarks } from './bring.ts';

/** A mark that waits to be sent: one row for a post and a field, the last word of it. */
export interface OutgoingRow {
  postId: number;
  field: 'read' | 'starred';
  value: boolean;
  /** Another one with each word: what was sent is deleted only where nothing was said since. */
  seq: number;
}

/** Which post an item of the server is. It stays when the post is dropped: the item is not fetched again. */
export interface ItemRow {
  /** Decimal text of a signed 64-bit number, or the server's own name. */
  id: string;
  /** 0: it was dropped before it came. */
  postId: number;
}

/** How the sync of a server account stands; one row, id 1. No secrets: these are in storage.local (server-login.ts). */
export interface AccountRow {
  id: 1;
  base: string;
  host: string;
  user: string;
  /** profiles.ts. */
  kind: string;
  connectedAt: number;
  lastOkAt?: number;
  /** When it is to be asked again. */
  nextAt: number;
  failures: number;
  trouble?: Trouble;
  /** While many feeds are sent there, or posts are fetched. */
  progress?: Progress;
  /** So many posts had still to come when fetching them was cut off. */
  missing?: number;
  /** Another account, named by its database, is brought into this one, with the next whole sync; `feeds` once they are here. */
  bringing?: { from: string; feeds?: BroughtFeeds };
  /** What came of bringing the last one. */
  brought?: { from: string } & BroughtFeeds & BroughtMarks;
  /** What the server calls the folder of feeds that are in none, once it was seen. */
  noFolder?: string;
  /** Since when its list lacks all feeds, or most of many; 0 where a person says that this is right. */
  lossSeenAt?: number;
  /** The server's clock is so far ahead of ours. */
  clockAheadMs?: number;
  /** Marks of items that the server did not know. */
  dropped?: number;
}

/** How far a sync is with the one of its steps that may be long. */
export interface Progress {
  of: 'feeds' | 'posts';
  done: number;
  total: number;
}

/** What the server said last of a feed: what differs here waits to be sent. */
export interface RemoteFeed {
  /** "feed/…". */
  id: string;
  title: string;
  /** '' is none. */
  folder: string;
}
