import Dexie, { type EntityTable, type PromiseExtended, type Table } from 'dexie';
import { localStore, openStore } from './account.ts';
import type { IconRow } from './icon-row.ts';
import type { ParkingRow, TouchedRow } from './parking/schema-parking.ts';
import { twoStores } from './parking/two-stores.ts';
import { refuseNewer, schemaVersion } from './refuse-newer.ts';
import type { ViewRow } from './saved-view.ts';
import type {
  BodyRow,
  CheckRow,
  CounterRow,
  FeedRow,
  FolderRow,
  HostRow,
  MarkRow,
  PassRow,
  PostRow,
  RevisionRow,
  TagRow,
  TombstoneRow,
  UnreadRow,
} from './schema.ts';
import type { AccountRow, ItemRow, OutgoingRow } from './schema-account.ts';
import type { ActionRow, UndoPartRow } from './schema-actions.ts';
import type { HeldRow, RestoredRow, RewriteRow } from './schema-backup.ts';
import type {
  BudgetRow,
  CheckLinesRow,
  CheckLogRow,
  OpenedRow,
  RhythmRow,
  UpkeepRow,
  WantedRow,
} from './schema-checks.ts';
import type { AlertsRow, NoticeRow, RuleRow } from './schema-rules.ts';
import type {
  SearchBlockRow,
  SearchColumnsRow,
  SearchSegmentRow,
  SearchStaleRow,
  SearchStateRow,
} from './search/rows.ts';

/** The one database, of whichever account is open. Another shape is another version; each has an upgrade test. */
export class Database extends Dexie {
  declare feeds: Table<FeedRow, number>;
  declare folders: Table<FolderRow, number>;
  declare checks: Table<CheckRow, number>;
  declare rhythms: Table<RhythmRow, number>;
  declare checkLogs: Table<CheckLogRow, number>;
  declare checkLines: EntityTable<CheckLinesRow, 'id'>;
  declare hosts: Table<HostRow, string>;
  declare icons: Table<IconRow, string>;
  declare budget: Table<BudgetRow, number>;
  declare posts: Table<PostRow, number>;
  declare bodies: Table<BodyRow, number>;
  declare unread: Table<UnreadRow, number>;
  declare parked: Table<UnreadRow, number>;
  declare touched: Table<TouchedRow, number>;
  declare parking: Table<ParkingRow, number>;
  declare marks: Table<MarkRow, number>;
  declare tags: Table<TagRow, string>;
  declare counters: Table<CounterRow, [string, number | string]>;
  declare revisions: EntityTable<RevisionRow, 'id'>;
  declare tombstones: Table<TombstoneRow, [number, string]>;
  declare actions: Table<ActionRow, number>;
  declare undoParts: Table<UndoPartRow, [number, number]>;
  declare outgoing: Table<OutgoingRow, [number, string]>;
  declare items: Table<ItemRow, string>;
  declare account: Table<AccountRow, number>;
  declare views: Table<ViewRow, number>;
  declare passes: Table<PassRow, number>;
  declare opened: Table<OpenedRow, number>;
  declare upkeep: Table<UpkeepRow, number>;
  declare wanted: Table<WantedRow, number>;
  declare searchState: Table<SearchStateRow, number>;
  declare searchSegments: Table<SearchSegmentRow, number>;
  declare searchBlocks: Table<SearchBlockRow, [number, number, number]>;
  declare searchColumns: Table<SearchColumnsRow, number>;
  declare searchStale: EntityTable<SearchStaleRow, 'id'>;
  declare rules: Table<RuleRow, number>;
  declare notices: Table<NoticeRow, number>;
  declare alerts: Table<AlertsRow, number>;
  declare held: Table<HeldRow, number>;
  declare restored: Table<RestoredRow, number>;
  declare rewrites: Table<RewriteRow, string>;

  private choosing: Promise<string> | undefined;

  /** Without a name it is the database of the account that is open, which is asked for when it is opened. */
  constructor(private readonly given?: string) {
    // Dexie's copies of what live queries read are kept beside what is shown, and for seconds after it.
    super(given ?? localStore, { indexedDB: refuseNewer, cache: 'disabled' });
    this.use(twoStores);
    // The newest shape alone: Dexie compares it with what is there, and each one named is read at every start.
    this.version(schemaVersion).stores({
      feeds: 'id, urlKey, folderId',
      folders: 'id, parentId',
      checks: 'feedId, nextAt',
      checkLogs: 'feedId',
      checkLines: '++id',
      rhythms: 'feedId',
      hosts: 'host',
      icons: 'site, askedAt',
      budget: 'id',
      posts: 'id, &[feedId+key], [feedId+at+id], [riverAt+id], storyId, *tagAts, *joinKeys, hiddenAt',
      bodies: 'postId',
      unread: 'postId, [feedId+at+postId], [riverAt+postId], *tagAts',
      parked: 'postId, [feedId+at+postId], [riverAt+postId], *tagAts',
      touched: 'postId',
      // After the two stores it leads to: where all tables are cleared one by one, both must have been.
      parking: 'id',
      marks: 'storyId, starAt, views',
      tags: 'key',
      counters: '[kind+id]',
      revisions: '++id, postId',
      tombstones: '[feedId+key], [feedId+carried], missingSinceAt',
      actions: 'id',
      undoParts: '[actionId+part]',
      views: 'id',
      passes: 'id',
      opened: 'feedId',
      upkeep: 'id',
      wanted: 'id',
      searchState: 'id',
      searchSegments: 'id',
      searchBlocks: '[segment+part+number]',
      searchColumns: 'number',
      searchStale: '++id',
      rules: 'id',
      notices: 'storyId',
      alerts: 'id',
      held: 'feedId',
      restored: 'id',
      rewrites: 'name',
      outgoing: '[postId+field]',
      items: 'id, postId',
      account: 'id',
    });
  }

  /** Is it the database of an account on a server? Known once it is open. */
  get isOfServer(): boolean {
    return this.name !== localStore;
  }

  override open(): PromiseExtended<Dexie> {
    if (this.given !== undefined || this.isOpen()) return super.open();
    // Whatever is asked meanwhile opens it, too, and waits.
    this.choosing ??= openStore();
    const opened = this.choosing.then((name) => {
      this.choosing = undefined;
      if (!this.isOpen()) Object.assign(this, { name });
      return super.open();
    });
    return Dexie.Promise.resolve(opened) as unknown as PromiseExtended<Dexie>;
  }
}

export const db = new Database();

/**
 * Opens the database; whatever is asked of it meanwhile waits for that. Answers why it cannot be opened, where that is
 * so: "VersionError" is that of a newer build. It is not tried again before the page is loaded anew.
 */
export async function openDatabase(): Promise<{ name: string; inner?: { name: string } } | undefined> {
  try {
    await db.open();
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

/** Closes the database and opens that of the account that is open now. Nothing may be under way. */
export async function reopenDatabase(): Promise<void> {
  // One that is only being opened cannot be closed without harm.
  await openDatabase();
  db.close({ disableAutoOpen: false });
  await db.open();
}

/** The name of the database, once it is open; and whether it is that of an account on a server. */
export function storeNow(): { name: string; isOfServer: boolean } {
  return { name: db.name, isOfServer: db.isOfServer };
}

/** The same once it is open: what wakes the worker may come before that, when no account is known yet. */
export async function openedStore(): Promise<{ name: string; isOfServer: boolean }> {
  await openDatabase();
  return storeNow();
}

/** The browser's own connection, once Dexie has opened it. */
export async function openedConnection(): Promise<IDBDatabase> {
  await db.open();
  return db.backendDB();
}

/** Calls back when the browser closes the database under us: it was cleared, or deleted by another page. */
export function onDatabaseLost(listener: () => void): void {
  // One that could not be opened is closed, too.
  db.on('close', () => db.isOpen() && listener());
}

/**
 * Throws outside a transaction. Counters and rows are true together only in one; and Dexie loses it silently after a
 * hundred awaits in a row that touch no table, as after any foreign promise.
 */
export function mustBeInTransaction(): void {
  if (!Dexie.currentTransaction?.active) throw new Error('This write needs the transaction of its caller.');
}

/**
 * The primary keys of all rows under any of these keys of an index, each asked for without waiting for the one before.
 * Dexie's anyOf is one cursor that waits at each key: fifteen times slower for the ninety keys of a feed's document.
 * Runs inside the caller's transaction.
 */
export function primaryKeysUnder(table: string, index: string, keys: IDBValidKey[]): PromiseLike<number[]> {
  mustBeInTransaction();
  const source = Dexie.currentTransaction.idbtrans.objectStore(table).index(index);
  return new Dexie.Promise<number[]>((resolve, reject) => {
    const found = new Set<number>();
    let waiting = keys.length;
    if (waiting === 0) resolve([]);
    for (const key of keys) {
      const asked = source.getAllKeys(key);
      asked.onerror = () => reject(asked.error);
      asked.onsuccess = () => {
        for (const id of asked.result) found.add(id as number);
        waiting -= 1;
        if (waiting === 0) resolve([...found]);
      };
    }
  });
}
