import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { discoverFeeds } from '../../src/feeds/discover.ts';
import { readOpml, writeOpml } from '../../src/feeds/opml.ts';
import { readFeed } from '../../src/feeds/read.ts';
import { plainText } from '../../src/feeds/text.ts';
import { hasShared, sharedBytes, sharedTable } from './shared.ts';

export const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);
const FOLDER = join(import.meta.dirname, '../fixtures/feeds');
/** Real feeds larger than this are left out: they take long and show no more. */
const MAX_ORIGINAL = 200_000;

/** mulberry32: the same numbers for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const SCRAPS = [
  '<',
  '>',
  '</',
  '/>',
  '&',
  ';',
  '"',
  "'",
  ']]>',
  '<![CDATA[',
  '<!--',
  '-->',
  '<?',
  '?>',
  '<item>',
  '</item>',
  '\0',
  'Ã©',
  '&#0;',
  '&lt;',
  '<!DOCTYPE x [',
  'xmlns:a="b"',
  '\ud800',
];

/** Cuts, doubles, swaps and plants scraps of markup. */
function mutate(bytes: Uint8Array, random: () => number): Uint8Array {
  let result = [...bytes];
  const place = () => Math.floor(random() * (result.length + 1));
  for (let n = 1 + Math.floor(random() * 6); n > 0; n -= 1) {
    const [from, to] = [place(), place()].sort((a, b) => a - b) as [number, number];
    const scrap = new TextEncoder().encode(SCRAPS[Math.floor(random() * SCRAPS.length)]);
    const kind = Math.floor(random() * 5);
    if (kind === 0) result.splice(from, Math.min(to - from, 50));
    if (kind === 1) result.splice(from, 0, ...scrap);
    if (kind === 2) result[from] = Math.floor(random() * 256);
    if (kind === 3) result.splice(from, 0, ...result.slice(from, Math.min(to, from + 200)));
    if (kind === 4) result = result.slice(0, Math.max(from, 1));
  }
  return Uint8Array.from(result);
}

/** The fixtures and, where they are, the real feeds. */
function originals(): Uint8Array[] {
  const fixtures = readdirSync(FOLDER)
    .filter((name) => !name.endsWith('.expected.json'))
    .map((name) => new Uint8Array(readFileSync(join(FOLDER, name))));
  if (!hasShared('corpus')) return fixtures;
  const files = sharedTable('corpus', 'manifest.tsv').map((row) =>
    sharedBytes('corpus', 'dev', row.file ?? ''),
  );
  return [...fixtures, ...files.filter((bytes) => bytes.length <= MAX_ORIGINAL)];
}

/** Reads so many mutated documents in every way they can be read: none may throw, none may take two seconds. */
export function fuzz(runs: number): void {
  const random = randomFrom(SEED);
  const documents = originals();
  for (let run = 0; run < runs; run += 1) {
    const bytes = mutate(documents[Math.floor(random() * documents.length)] ?? new Uint8Array(), random);
    const where = `SEED=${SEED} run ${run}`;
    const before = process.cpuUsage();
    const result = readFeed(bytes, { url: 'https://feed.example/' });
    const text = new TextDecoder().decode(bytes);
    const list = readOpml(text);
    discoverFeeds(text, 'https://feed.example/');
    plainText(text);
    const { user, system } = process.cpuUsage(before);
    if (user + system > 2_000_000) expect.fail(`took too long: ${where}`);
    if (result.kind !== 'feed' && result.kind !== 'none') expect.fail(where);
    if (run % 10 === 0) expect(readOpml(writeOpml(list.outlines)).outlines, where).toEqual(list.outlines);
  }
}
