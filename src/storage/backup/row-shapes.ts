/** What the rows of each table look like: asked of every row that comes out of a file or a copy. */
import type { IconRow } from '../icon-row.ts';
import type { ViewRow } from '../saved-view.ts';
import type {
  BodyRow,
  CounterRow,
  FeedRow,
  FolderRow,
  MarkRow,
  PostRow,
  RevisionRow,
  TagRow,
  TombstoneRow,
  UnreadRow,
} from '../schema.ts';
import type { ActionRow, UndoPartRow } from '../schema-actions.ts';
import type { HeldGift, HeldRow } from '../schema-backup.ts';
import type { OpenedRow, UpkeepRow } from '../schema-checks.ts';
import type { AlertsRow, RuleRow } from '../schema-rules.ts';
import { budget, checkLines, checkLog, checkRow, rhythm } from './row-shapes-checks.ts';
import { parking, touched } from './row-shapes-parking.ts';
import { item, outgoing, serverParts } from './row-shapes-server.ts';
import {
  bytes,
  type Check,
  list,
  number,
  oneOf,
  optional,
  record,
  type Shape,
  shaped,
  text,
  told,
  tuple,
  whole,
  yes,
} from './shape.ts';

const tagAts = optional(list(tuple(text, number, whole)));

/** An address the network may be asked at: nothing else may come in through a file. */
export const webAddress: Check = (value) =>
  typeof value === 'string' && /^https?:/i.test(value) && URL.canParse(value);

export const feedShape: Shape<FeedRow> = {
  id: whole,
  url: webAddress,
  urlKey: text,
  title: text,
  customTitle: optional(text),
  siteUrl: optional(webAddress),
  description: optional(text),
  imageUrl: optional(text),
  lang: optional(text),
  format: optional(oneOf('rss', 'rdf', 'atom', 'cdf', 'json')),
  folderId: whole,
  position: number,
  tags: list(text),
  checkEveryMinutes: optional(number),
  pausedAt: optional(number),
  snoozedUntilAt: optional(number),
  leftElsewhereAt: optional(number),
  mutedAt: optional(number),
  troubleToldAt: optional(number),
  keepDays: optional(whole),
  keepPosts: optional(whole),
  moved: optional(shaped({ from: text, at: number })),
  planet: optional(yes),
  alwaysFullText: optional(yes),
  pictures: optional(oneOf('load', 'ask', 'never')),
  repairs: optional(list(told('what'))),
  addedAt: number,
  leftAt: optional(number),
  ...serverParts,
  firstUnread: optional(told('kind')),
  opmlAttributes: optional(record(text)),
};

export const folderShape: Shape<FolderRow> = { id: whole, parentId: whole, title: text, position: number };

const rule: Shape<RuleRow> = {
  id: whole,
  position: number,
  query: text,
  off: optional(yes),
  does: shaped({ tags: optional(list(text)) }),
};

const alerts: Shape<AlertsRow> = {
  id: oneOf(1),
  badgeFolders: list(whole),
  badgeTags: list(text),
  offBadgeFeeds: list(whole),
  notifyFeeds: list(whole),
  notifyTags: list(text),
  trouble: optional(yes),
};

const post: Shape<PostRow> = {
  id: whole,
  feedId: whole,
  key: text,
  storyId: optional(whole),
  at: number,
  riverAt: optional(number),
  tagAts,
  publishedAt: optional(number),
  updatedAt: optional(number),
  dateOnly: optional(yes),
  seenAt: number,
  editedAt: optional(number),
  title: optional(text),
  author: optional(text),
  link: optional(webAddress),
  snippet: text,
  ownTags: list(text),
  hiddenAt: optional(number),
  offBadge: optional(yes),
  handTags: optional(list(text)),
  droppedTags: optional(list(text)),
  viewIds: optional(list(whole)),
  joinKeys: list(text),
  enclosures: optional(list(shaped({ url: webAddress }))),
  imageUrl: optional(text),
  commentsUrl: optional(webAddress),
  source: optional(shaped({ title: optional(text), url: optional(text) })),
  lang: optional(text),
  fingerprint: text,
};

const body: Shape<BodyRow> = {
  postId: whole,
  html: text,
  summary: optional(text),
  fullText: optional(shaped({ html: text, fetchedAt: number })),
  fullTextTriedAt: optional(number),
  pictureSizes: optional(record(tuple(number, number))),
  playedSeconds: optional(record(number)),
};

const unread: Shape<UnreadRow> = {
  postId: whole,
  feedId: whole,
  storyId: optional(whole),
  at: number,
  riverAt: optional(number),
  tagAts,
  offBadge: optional(yes),
};

const marks: Shape<MarkRow> = {
  storyId: whole,
  starredAt: optional(number),
  starAt: optional(tuple(number, whole)),
  views: optional(whole),
  openedAt: optional(number),
  leftUnread: optional(yes),
};

const counter: Shape<CounterRow> = {
  kind: oneOf('total', 'feed', 'folder', 'tag', 'badge', 'sequence'),
  id: (value) => text(value) || whole(value),
  unread: whole,
  total: whole,
};

const revision: Shape<RevisionRow> = {
  id: whole,
  postId: whole,
  replacedAt: number,
  title: optional(text),
  html: text,
};

const tombstone: Shape<TombstoneRow> = {
  feedId: whole,
  key: text,
  droppedAt: number,
  carried: optional(oneOf(1)),
  missingSinceAt: optional(number),
};

const action: Shape<ActionRow> = {
  id: whole,
  at: number,
  kind: text,
  count: whole,
  name: optional(text),
  inverses: list(told('do')),
  undone: optional(yes),
  parts: optional(whole),
  left: optional(whole),
};

const undoPart: Shape<UndoPartRow> = {
  actionId: whole,
  part: whole,
  inverses: list(told('do')),
  undone: optional(yes),
};

const gift: Shape<HeldGift> = {
  hash: whole,
  star: optional(yes),
  tags: optional(list(text)),
  droppedTags: optional(list(text)),
};

const held: Shape<HeldRow> = {
  feedId: whole,
  restoredAt: number,
  bits: (value) => whole(value) && (value as number) <= 53,
  readUpTo: optional(number),
  read: list(whole),
  unread: list(whole),
  given: list(shaped(gift)),
};

export const heldShape = shaped(held);

const icon: Shape<IconRow> = { site: text, askedAt: number, image: optional(shaped({ type: text, bytes })) };
const view: Shape<ViewRow> = { id: whole, name: text, text, position: number };
const tag: Shape<TagRow> = { key: text, label: text };
const opened: Shape<OpenedRow> = { feedId: whole, count: whole, lastAt: number };
const upkeep: Shape<UpkeepRow> = { id: oneOf(1), sweptAt: number };
/** The tables of a backup, in the order they are written: what others point at stands before them. */
export const rowShapes = {
  feeds: shaped(feedShape),
  folders: shaped(folderShape),
  rules: shaped(rule),
  views: shaped(view),
  alerts: shaped(alerts),
  tags: shaped(tag),
  checks: shaped(checkRow),
  rhythms: shaped(rhythm),
  checkLogs: shaped(checkLog),
  checkLines: shaped(checkLines),
  budget: shaped(budget),
  opened: shaped(opened),
  upkeep: shaped(upkeep),
  icons: shaped(icon),
  posts: shaped(post),
  unread: shaped(unread),
  parked: shaped(unread),
  touched,
  parking,
  marks: shaped(marks),
  counters: shaped(counter),
  tombstones: shaped(tombstone),
  actions: shaped(action),
  undoParts: shaped(undoPart),
  outgoing: shaped(outgoing),
  items: shaped(item),
  held: heldShape,
  revisions: shaped(revision),
  bodies: shaped(body),
} satisfies Record<string, Check>;

export type KeptTable = keyof typeof rowShapes;
