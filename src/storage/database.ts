import Dexie, { type EntityTable, type Table } from 'dexie';
import type {
  ActionRow,
  BodyRow,
  BudgetRow,
  CheckLogRow,
  CheckRow,
  CounterRow,
  FeedRow,
  FolderRow,
  HostRow,
  MarkRow,
  OutboxRow,
  PassRow,
  PostRow,
  RevisionRow,
  RhythmRow,
  TagRow,
  TombstoneRow,
  UnreadRow,
} from './schema.ts';

/** The one database. Versions are append-only; each has an upgrade test. */
export class Database extends Dexie {
  declare feeds: Table<FeedRow, number>;
  declare folders: Table<FolderRow, number>;
  declare checks: Table<CheckRow, number>;
  declare rhythms: Table<RhythmRow, number>;
  declare checkLogs: Table<CheckLogRow, number>;
  declare hosts: Table<HostRow, string>;
  declare budget: Table<BudgetRow, number>;
  declare posts: Table<PostRow, number>;
  declare bodies: Table<BodyRow, number>;
  declare unread: Table<UnreadRow, number>;
  declare marks: Table<MarkRow, number>;
  declare tags: Table<TagRow, string>;
  declare counters: Table<CounterRow, [string, number | string]>;
  declare revisions: EntityTable<RevisionRow, 'id'>;
  declare tombstones: Table<TombstoneRow, [number, string]>;
  declare actions: Table<ActionRow, number>;
  declare outbox: EntityTable<OutboxRow, 'seq'>;
  declare passes: Table<PassRow, number>;

  constructor(name = 'sidereal') {
    super(name);
    this.version(1).stores({
      feeds: 'id, urlKey, folderId',
      folders: 'id, parentId',
      checks: 'feedId, nextAt',
      checkLogs: 'feedId',
      rhythms: 'feedId',
      hosts: 'host',
      budget: 'id',
      posts: 'id, &[feedId+key], [feedId+at+id], [riverAt+id], storyId, *tagAts, *joinKeys',
      bodies: 'postId',
      unread: 'postId, [feedId+at+postId], [riverAt+postId], *tagAts',
      marks: 'storyId, starAt, views',
      tags: 'key',
      counters: '[kind+id]',
      revisions: '++id, postId',
      tombstones: '[feedId+key]',
      actions: 'id',
      outbox: '++seq, storyId',
      passes: 'id',
    });
  }
}

export const db = new Database();

/**
 * Throws outside a transaction. Counters and rows are true together only in one; and Dexie loses it silently after a
 * hundred awaits in a row that touch no table, as after any foreign promise.
 */
export function mustBeInTransaction(): void {
  if (!Dexie.currentTransaction?.active) throw new Error('This write needs the transaction of its caller.');
}
