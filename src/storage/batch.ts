import { type ReadRule, readRules } from '../feeds/rules.ts';
import { loadAlerts } from './alerts.ts';
import { db } from './database.ts';
import { labelStories } from './label-stories.ts';
import { listRules } from './list-rules.ts';
import { loadPlaces, type Places } from './places.ts';
import type { FeedRow, FolderRow } from './schema.ts';
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
}

/** For documents of these feeds. Inside the caller's transaction (checkTables). */
export async function beginBatch(feedIds: number[], now: number): Promise<Batch> {
  const [places, listed, alerts, lastId] = await Promise.all([
    loadPlaces(feedIds),
    listRules(),
    loadAlerts(),
    lastIdOf('posts'),
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
  };
}

/** Writes what is known of the feeds; makes counters, spellings and saved views true. Inside the transaction that the batch was begun in. */
export async function endBatch(batch: Batch): Promise<void> {
  const { tally, labels, touched, described, lastId, nextId, now } = batch;
  if (nextId > lastId + 1) await noteLastId('posts', nextId - 1);
  if (described.length > 0) await db.feeds.bulkPut(described);
  const { counted } = await tally.write();
  await addLabels(labels, counted);
  if (touched.size > 0) await labelStories(touched, now);
}
