/**
 * The automatic backup: what a person has arranged and marked, without the texts, small enough for storage.local. A copy
 * is JSON, gzipped (whose checksum tells a damaged one), as base64.
 */
import type { ViewRow } from '../saved-view.ts';
import type { FeedRow, FolderRow, TagRow } from '../schema.ts';
import type { AlertsRow, RuleRow } from '../schema-rules.ts';
import { gunzipText, gzipText } from './gzip.ts';
import type { Marks } from './marks.ts';
import { fromBase64, packNumbers, toBase64, unpackNumbers } from './pack-numbers.ts';
import { heldShape, rowShapes } from './row-shapes.ts';
import { isObject, list, number, record, shaped, whole } from './shape.ts';
import { withoutFalseLinks } from './spare-links.ts';

/** What a copy holds. */
export interface Copy {
  madeAt: number;
  settings: object;
  feeds: FeedRow[];
  folders: FolderRow[];
  rules: RuleRow[];
  views: ViewRow[];
  alerts: AlertsRow[];
  /** How the tags are spelled that stand in any of it. */
  tags: TagRow[];
  /** The ids given out last, by name: none is given twice. */
  sequences: Record<string, number>;
  marks: ({ feedId: number } & Marks)[];
}

/** The form of copies; a copy of another one is not read. */
const form = 1;

/** A copy as text. */
export async function writeCopy(copy: Copy): Promise<string> {
  const marks = copy.marks.map((each) => ({
    ...each,
    read: packNumbers(each.read),
    unread: packNumbers(each.unread),
  }));
  return toBase64(await gzipText(JSON.stringify({ form, ...copy, marks })));
}

/** The copy of a text; undefined where it is damaged or none. */
export async function readCopy(written: string): Promise<Copy | undefined> {
  try {
    const found: unknown = JSON.parse(await gunzipText(fromBase64(written) ?? new Uint8Array()));
    if (!isObject(found) || found.form !== form) return undefined;
    if (!Array.isArray(found.marks) || !Array.isArray(found.feeds)) return undefined;
    const feeds = found.feeds.map(withoutFalseLinks);
    const copy: Record<string, unknown> = { ...found, feeds, marks: found.marks.map(withNumbers) };
    return isCopy(copy) ? (copy as unknown as Copy) : undefined;
  } catch {
    return undefined;
  }
}

function withNumbers(marks: Record<string, unknown>): Record<string, unknown> {
  return { ...marks, read: unpackNumbers(String(marks.read)), unread: unpackNumbers(String(marks.unread)) };
}

const isCopy = shaped({
  madeAt: number,
  settings: isObject,
  feeds: list(rowShapes.feeds),
  folders: list(rowShapes.folders),
  rules: list(rowShapes.rules),
  views: list(rowShapes.views),
  alerts: list(rowShapes.alerts),
  tags: list(rowShapes.tags),
  sequences: record(whole),
  marks: list((marks) => isObject(marks) && heldShape({ ...marks, restoredAt: 0 })),
});
