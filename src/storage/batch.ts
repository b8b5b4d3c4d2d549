import Dexie from 'dexie';
import { type ReadRule, readRules } from '../feeds/rules.ts';
import { loadAlerts } from './alerts.ts';
import { db } from './database.ts';
import type { Written } from './known-posts.ts';
import { labelStories } from './label-stories.ts';
import { listRules } from './list-rules.ts';
import { loadPlaces, type Places } from './places.ts';
import { rowsOf } from './rows-of.ts';
import type { FeedRow, FolderRow } from './schema.ts';
import type { HeldRow } from './schema-backup.ts';
import type { AlertsRow } from './schema-rules.ts';
import { lastIdOf, noteLastId } from './sequence.ts';
import { addLabels } from './tag-labels.ts';
import { Tally } from './tally.ts';

/** What the documents stored in one transaction share: read once before the first of them, written once after the last. */
export interface Batch {
  now: number;
  places: Places;
  tally: Tally;
  rules: ReadRule[];
  alerts: AlertsRow;
  /** Only where there are rules, which may ask for them. */
  folders: ReadonlyMap<number, FolderRow>;
  /** The last id a post had before, and the next one's; written back at the end. */
  lastId: number;
  nextId: number;
  /** The rows of feeds whose documents say something new of them. */
  described: FeedRow[];
  /** The stories that were written, and how the tags of their posts are spelled. */
  touched: Set<number>;
  labels: Set<string>;
  /** Feeds of which a check was good before: what they bring is news, their first post of all, too. */
  checkedBefore: ReadonlySet<number>;
  /** What a backup knew of posts of these feeds. */
  held: ReadonlyMap<number, HeldRow>;
  written: Written;
  /** The rows that the database is at work on; the next document is made ready meanwhile. */
  writing: PromiseLike<unknown>;
}

/** For documents of these feeds. Inside the caller's transaction (checkTables). */
export async function beginBatch(feedIds: number[], now: number): Promise<Batch> {
  const [places, listed, alerts, lastId, held] = await Promise.all([
    loadPlaces(feedIds),
    listRules(),
    loadAlerts(),
    lastIdOf('posts'),
    rowsOf(db.held, feedIds, (row) => row.feedId),
  ]);
  const folders = listed.length === 0 ? [] : await db.folders.toArray();
  return {
    now,
    places,
    tally: new Tally(places),
    rules: readRules(listed),
    alerts,
    folders: new Map(folders.map((folder) => [folder.id, folder])),
    lastId,
    nextId: lastId + 1,
    described: [],
    touched: new Set(),
    labels: new Set(),
    checkedBefore: new Set(),
    held,
    written: { feedIds: new Set(), joinKeys: new Set() },
    writing: Dexie.Promise.resolve(),
  };
}

/**
 * Goes on while rows are being written, once those of the document before are: the database never waits for us, and no
 * more than two documents are under way. Whoever asks for them in the transaction is answered after them.
 */
export async function writeBehind(batch: Batch, writing: PromiseLike<unknown>): Promise<void> {
  // What fails is told by who waits for it, at the latest at the end; the transaction has ended by then.
  writing.then(undefined, () => {});
  const before = batch.writing;
  batch.writing = writing;
  await before;
}

/** Dexie forgets its transaction after a hundred awaits in a row of which none is for its own promises. */
export function keepTransaction(): PromiseLike<void> {
  return Dexie.Promise.resolve();
}

/** Writes what is known of the feeds; makes counters, spellings and saved views true. Inside the transaction that the batch was begun in. */
export async function endBatch(batch: Batch): Promise<void> {
  const { tally, labels, touched, described, lastId, nextId, now } = batch;
  const [{ counted }] = await Promise.all([
    tally.write(),
    batch.writing,
    nextId > lastId + 1 && noteLastId('posts', nextId - 1),
    described.length > 0 && db.feeds.bulkPut(described),
  ]);
  await addLabels(labels, counted);
  if (touched.size > 0) await labelStories(touched, now);
}
