/** A folder of real feeds beside the project, for tests that want them. They are skipped where it is absent. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasShared, sharedPath } from '../feeds/shared.ts';

const FOLDER = sharedPath('corpus');

export const FEEDS_FOLDER = join(FOLDER, 'dev');
export const hasCorpus = hasShared('corpus', 'dev') && hasShared('corpus', 'manifest.tsv');

interface ReferencePost {
  id?: string;
  title?: string;
  link?: string;
  pub?: number;
}

export interface ExpectedFeed {
  /** Its path below FEEDS_FOLDER, with slashes. */
  file: string;
  /** The posts another reader found in it. */
  posts: number;
  /** The same without the posts that stand in it more than once. */
  distinctPosts: number;
}

/** What is in each feed, by the second opinion that lies beside them. */
export function expectedFeeds(): ExpectedFeed[] {
  const distinct = new Map<string, number>();
  for (const line of readLines('reference.jsonl')) {
    const { file, entries } = JSON.parse(line) as { file: string; entries: ReferencePost[] };
    distinct.set(file, new Set(entries.map(identity)).size);
  }
  const [head = '', ...lines] = readLines('manifest.tsv');
  const column = head.split('\t').indexOf('items_ref');
  return lines.map((line) => {
    const cells = line.split('\t');
    const file = cells[0] ?? '';
    const posts = Number(cells[column]);
    const distinctPosts = distinct.get(file) ?? (file.startsWith('json/') ? distinctIds(file) : posts);
    return { file, posts, distinctPosts };
  });
}

/** The second opinion does not read JSON; ids are plain to see there. */
function distinctIds(file: string): number {
  const text = readFileSync(join(FEEDS_FOLDER, file), 'utf8').replace(/^\uFEFF/, '');
  const { items } = JSON.parse(text) as { items: { id: unknown }[] };
  return new Set(items.map(({ id }) => String(id))).size;
}

function identity({ id, link, title, pub }: ReferencePost): string {
  return id || link || `${title} ${pub}`;
}

function readLines(name: string): string[] {
  return readFileSync(join(FOLDER, name), 'utf8').trim().split('\n');
}
