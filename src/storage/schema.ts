import type { FeedFormat, ParsedEnclosure, ParsedPace, Repair } from '../feeds/model.ts';
import type { Outcome } from '../feeds/outcome.ts';
import type { Reason } from '../feeds/reason.ts';
import type { MoveSeen } from '../feeds/redirects.ts';
import type { Trouble } from '../feeds/server-trouble.ts';
import type { RemoteFeed } from './schema-account.ts';

/**
 * The rows as stored. README.md says who writes each table and which query each index serves.
 * Ids of posts are given out by ourselves (counters row 'sequence'), in rising order of arrival and, within one
 * document, from its last post to its first: so "same time, higher id first" is the feed's own order.
 */

export interface FeedRow {
  id: number;
  /** The address that is asked. */
  url: string;
  /** canonicalLink(url): tells "already subscribed". */
  urlKey: string;
  /** The feed's own title; the address's host until the first check. */
  title: string;
  /** The title the person gave. */
  customTitle?: string;
  siteUrl?: string;
  description?: string;
  imageUrl?: string;
  lang?: string;
  format?: FeedFormat;
  /** 0 is the top. */
  folderId: number;
  position: number;
  /** Labels given to every post of this feed. */
  tags: string[];
  /** Asked this often, whatever is learned. */
  checkEveryMinutes?: number;
  /** Not asked until the person says so. */
  pausedAt?: number;
  /** Not asked before then. */
  snoozedUntilAt?: number;
  /**
   * It was left on another device, and is kept here, paused at that instant and muted, because it holds what is starred or
   * tagged by hand. Paused at another instant, or asked again, it is a feed like all others.
   */
  leftElsewhereAt?: number;
  /** Out of the river, the topic pages and every total: its posts stand in its own list only. */
  mutedAt?: number;
  /** The beginning of the trouble that the person was told of; a new one is told again. */
  troubleToldAt?: number;
  /** How much of it is kept, where that is not as for all feeds; 0 is all. */
  keepDays?: number;
  keepPosts?: number;
  /** The address it had before its server moved it for good, and when that was. */
  moved?: { from: string; at: number };
  /** Its posts are other people's, "Author: Title"; original feeds are preferred over it. */
  planet?: true;
  /** The whole text of its posts is fetched from their pages when they are opened. */
  alwaysFullText?: true;
  /** Whether pictures in its posts are loaded, where that is not as for all feeds. */
  pictures?: 'load' | 'ask' | 'never';
  repairs?: Repair[];
  addedAt: number;
  /** Unsubscribed; rows are kept until the undo has left the list. */
  leftAt?: number;
  /** How the first check marks what it finds. */
  firstUnread?: FirstUnread;
  /** OPML attributes we do not use ourselves, kept for the export. */
  opmlAttributes?: Record<string, string>;
  /** With a server account: what the server said last of it; absent until it has it. */
  remote?: RemoteFeed;
  /** The server has it no longer: it stays here for what is starred; with `leftAt` it went, and undo brings it back. */
  archivedAt?: number;
  /** Why the server does not take it. */
  remoteTrouble?: Trouble;
}

export type FirstUnread = { kind: 'all' } | { kind: 'newest'; count: number } | { kind: 'since'; at: number };

export interface FolderRow {
  id: number;
  /** 0 is the top. */
  parentId: number;
  title: string;
  position: number;
}

/** What the checks of a feed left behind; apart from FeedRow so that a check repaints no list of feeds. */
export interface CheckRow {
  feedId: number;
  /** Absent: never (gone, left, paused). */
  nextAt?: number;
  /** Why then; absent for a feed that is new or has come back: at once. */
  why?: Reason;
  lastAt?: number;
  lastGoodAt?: number;
  outcome?: Outcome;
  /** Setbacks in a row (feeds/setbacks.ts). */
  failures: number;
  failingSinceAt?: number;
  limits: number;
  /** A permanent redirect that was not yet said often enough to be believed. */
  moveSeen?: MoveSeen;
  /** When the validators below were first sent to us; old ones are dropped. */
  validatorsAt?: number;
  etag?: string;
  lastModified?: string;
  /** Hash of the bytes last parsed. */
  bodyHash?: string;
  pace?: ParsedPace;
}

/** A host that asked for quiet. */
export interface HostRow {
  host: string;
  notBeforeAt: number;
}

/** [tag key, at, post id]: one entry of a multiEntry index, sorted by time within the tag. */
export type TagAt = [string, number, number];

export interface PostRow {
  id: number;
  feedId: number;
  /** Identity within the feed (feeds/identify.ts). */
  key: string;
  /** The story's id, which is its first post's id; absent while the post is alone in its story. */
  storyId?: number;
  /** The instant shown and sorted by; never moves once stored. */
  at: number;
  /** = at, only on the face of a story in a feed we are subscribed to. */
  riverAt?: number;
  /** Only on the face: the story's tags. */
  tagAts?: TagAt[];
  publishedAt?: number;
  updatedAt?: number;
  dateOnly?: true;
  seenAt: number;
  editedAt?: number;
  title?: string;
  author?: string;
  link?: string;
  snippet: string;
  /** Keys of the feed's own categories and of the feed's labels. */
  ownTags: string[];
  /** Hidden, with its whole story: all posts of a story have it, or none. */
  hiddenAt?: number;
  /** Left out of the badge by a rule, with its whole story: all posts of a story have it, or none. */
  offBadge?: true;
  /**
   * Keys added by hand or by a rule, and taken away by hand: all posts of a story have them, but for those that an
   * older build tagged, where the face alone does.
   */
  handTags?: string[];
  droppedTags?: string[];
  /** The saved views it answers (label-stories.ts). */
  viewIds?: number[];
  /** What can join it with posts of other feeds: "l:<canonical link>", "g:<guid>"; "t:<hash of the title>" as a hint. */
  joinKeys: string[];
  enclosures?: ParsedEnclosure[];
  imageUrl?: string;
  commentsUrl?: string;
  source?: { title?: string; url?: string };
  lang?: string;
  /** Hash of all that the wire said of it; equal means: nothing to do. */
  fingerprint: string;
}

export interface BodyRow {
  postId: number;
  /** Raw HTML from the wire: sanitized at each render. */
  html: string;
  summary?: string;
  /** The text of the post's page, where the feed brings only its beginning; raw HTML as well. */
  fullText?: { html: string; fetchedAt: number };
  /** When it was looked for ahead of its being opened, in vain. */
  fullTextTriedAt?: number;
  /** Width and height of its pictures that name none, by address, as last seen. */
  pictureSizes?: Record<string, [number, number]>;
  /** How far its sound and film were played, in seconds, by address. */
  playedSeconds?: Record<string, number>;
}

/** The existence of this row is the unread mark: one for each post of an unread story. */
export interface UnreadRow {
  postId: number;
  feedId: number;
  storyId?: number;
  at: number;
  riverAt?: number;
  tagAts?: TagAt[];
  offBadge?: true;
}

/** What a person did to a story, other than reading it. */
export interface MarkRow {
  storyId: number;
  starredAt?: number;
  /** [face's at, story id] while starred. */
  starAt?: [number, number];
  views?: number;
  openedAt?: number;
  /** It was unread when the last of its feeds was left. */
  leftUnread?: true;
}

export interface TagRow {
  key: string;
  /** The spelling seen first. */
  label: string;
}

export type CounterKind = 'total' | 'feed' | 'folder' | 'tag' | 'badge' | 'sequence';

export interface CounterRow {
  kind: CounterKind;
  /** Feed id, folder id, tag key; 0 where there is one only. */
  id: number | string;
  unread: number;
  total: number;
}

export interface RevisionRow {
  id?: number;
  postId: number;
  /** When the text was replaced by a newer one. */
  replacedAt: number;
  title?: string;
  html: string;
}

export interface TombstoneRow {
  feedId: number;
  key: string;
  droppedAt: number;
  /** The feed's last document held the post. */
  carried?: 1;
  /** Since when it does not. */
  missingSinceAt?: number;
}

/** The pass of checks under way; one row, id 1. */
export interface PassRow {
  id: 1;
  startedAt: number;
  done: number;
  total: number;
  endedAt?: number;
  cancelled?: true;
}
