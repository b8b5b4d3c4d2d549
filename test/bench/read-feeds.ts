/** What reading feeds costs, as ratios of one run: see test/bench/feeds.ts. Results go to out/bench-feeds.json. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { parseFeed as feedsmith } from 'feedsmith';
import { Parser, parseFeed } from 'htmlparser2';
import { readFeed } from '../../src/feeds/read.ts';
import { hasShared, sharedBytes, sharedTable } from '../feeds/shared.ts';

const BASE = 'https://feed.example/';
const ROUNDS = 9;
const GOALS = { throughput: 1.5, perPost: 1.5, memory: 12 };

interface Result {
  what: string;
  ratio: number;
  goal?: number;
}
const results: Result[] = [];

function say(what: string, ratio: number, goal?: number): void {
  const rounded = Math.round(ratio * 100) / 100;
  results.push(goal === undefined ? { what, ratio: rounded } : { what, ratio: rounded, goal });
  console.log(
    `${rounded.toFixed(2).padStart(6)}  ${what}${goal === undefined ? '' : ` (goal: at most ${goal})`}`,
  );
}

const decoder = new TextDecoder();

/** The floor: the least that any user of the library does. Bytes to text, the name and text of each element kept. */
function floor(body: Uint8Array): number {
  const kept: string[] = [];
  let text = '';
  const parser = new Parser(
    {
      onopentag(name) {
        kept.push(name);
        text = '';
      },
      ontext(piece) {
        text += piece;
      },
      onclosetag() {
        kept.push(text);
        text = '';
      },
    },
    { xmlMode: true },
  );
  parser.end(decoder.decode(body));
  return kept.length;
}

const READERS: Record<string, (body: Uint8Array) => unknown> = {
  'the bare library': floor,
  'our whole path': (body) => readFeed(body, { url: BASE }),
  "the library's parseFeed": (body) => parseFeed(decoder.decode(body)),
  feedsmith: (body) => {
    try {
      return feedsmith(decoder.decode(body));
    } catch {
      return undefined; // it throws on some
    }
  },
};

/** All readers on all feeds, turn by turn, so that the machine's noise falls on each alike. */
function throughput(): void {
  const files = sharedTable('corpus', 'manifest.tsv').filter((row) => row.format !== 'json');
  const bodies = files.map((row) => sharedBytes('corpus', 'dev', row.file ?? ''));
  const times: Record<string, number[]> = {};
  for (let round = -2; round < ROUNDS; round += 1) {
    for (const [name, read] of Object.entries(READERS)) {
      const time = cpuOf(() => bodies.forEach(read));
      if (round >= 0) times[name] = [...(times[name] ?? []), time];
    }
  }
  const bare = median(times['the bare library'] ?? []);
  for (const [name, measured] of Object.entries(times)) {
    const goal = name === 'our whole path' ? GOALS.throughput : undefined;
    say(`× the bare library on ${bodies.length} feeds: ${name}`, median(measured) / bare, goal);
  }
}

function costPerPost(): void {
  const body = '&lt;p&gt;Some words of a post.&lt;/p&gt;'.repeat(10);
  const sizes = [10, 100, 1_000, 10_000];
  const feeds = sizes.map((posts) => feedOf(posts, body));
  const times = sizes.map((): number[] => []);
  for (let round = -1; round < ROUNDS; round += 1) {
    for (const [i, posts] of sizes.entries()) {
      const time = cpuOf(() => {
        for (let read = 0; read < 10_000 / posts; read += 1) readFeed(feeds[i] as Uint8Array, { url: BASE });
      });
      if (round >= 0) times[i]?.push(time);
    }
  }
  const first = median(times[0] ?? []);
  for (const [i, posts] of sizes.entries())
    say(
      `× the cost of a post in a feed of 10, in one of ${posts}`,
      median(times[i] ?? []) / first,
      GOALS.perPost,
    );
}

/** A worker watches the memory of the whole process while this thread reads. */
const WATCH = `
  const { parentPort, workerData } = require('node:worker_threads');
  const seen = new Float64Array(workerData);
  setInterval(() => { seen[0] = Math.max(seen[0], process.memoryUsage.rss()); seen[1] += 1; }, 1);
  parentPort.postMessage('ready');
`;

async function memory(): Promise<void> {
  const bytes = feedOf(2_000, '&lt;p&gt;Some words of a post.&lt;/p&gt;'.repeat(125));
  readFeed(feedOf(20, 'x'), { url: BASE });
  const seen = new Float64Array(new SharedArrayBuffer(16));
  const worker = new Worker(WATCH, { eval: true, workerData: seen.buffer });
  await new Promise((ready) => worker.once('message', ready));
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  seen[0] = before;
  const result = readFeed(bytes, { url: BASE });
  const peak = (seen[0] as number) - before;
  await worker.terminate();
  say(
    `× its bytes: the memory peak beside a feed of ${(bytes.length / 1e6).toFixed(1)} MB (${result.kind}, ${seen[1]} looks)`,
    peak / bytes.length,
    GOALS.memory,
  );
}

function feedOf(posts: number, body: string): Uint8Array {
  const items = Array.from(
    { length: posts },
    (_, i) =>
      `<item><title>Post ${i}</title><link>https://a.example/${i}</link><guid>${i}</guid>` +
      `<pubDate>Mon, 15 Jan 2024 10:30:00 GMT</pubDate><description>${body}</description></item>`,
  );
  const text = `<rss version="2.0"><channel><title>T</title>${items.join('')}</channel></rss>`;
  return new TextEncoder().encode(text);
}

function median(numbers: number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

/** Processor time in microseconds: on a busy machine the clock on the wall says little. */
function cpuOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

await memory();
costPerPost();
if (hasShared('corpus')) throughput();
mkdirSync('out', { recursive: true });
writeFileSync('out/bench-feeds.json', `${JSON.stringify(results, null, 2)}\n`);
