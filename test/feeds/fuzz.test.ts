import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { discoverFeeds } from '../../src/feeds/discover.ts';
import { readOpml } from '../../src/feeds/opml.ts';
import { readFeed } from '../../src/feeds/read.ts';
import { plainText } from '../../src/feeds/text.ts';

const SEED = Number(process.env.SEED ?? Math.floor(Date.now() % 1_000_000));
const RUNS = Number(process.env.RUNS ?? 1_000);
const FOLDER = join(import.meta.dirname, '../fixtures/feeds');

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

test(`${RUNS} mutated documents are read without a throw (SEED=${SEED})`, { timeout: 600_000 }, () => {
  const random = randomFrom(SEED);
  const originals = readdirSync(FOLDER)
    .filter((name) => !name.endsWith('.expected.json'))
    .map((name) => new Uint8Array(readFileSync(join(FOLDER, name))));
  for (let run = 0; run < RUNS; run += 1) {
    const bytes = mutate(originals[Math.floor(random() * originals.length)] ?? new Uint8Array(), random);
    const started = performance.now();
    const result = readFeed(bytes, { url: 'https://feed.example/' });
    const text = new TextDecoder().decode(bytes);
    readOpml(text);
    discoverFeeds(text, 'https://feed.example/');
    plainText(text);
    expect(['feed', 'none'], `SEED=${SEED} run ${run}`).toContain(result.kind);
    expect(performance.now() - started, `SEED=${SEED} run ${run}`).toBeLessThan(2_000);
  }
});
