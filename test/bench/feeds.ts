import { parseFeed as feedsmith } from 'feedsmith';
import { Parser, parseFeed } from 'htmlparser2';
import { readFeed } from '../../src/feeds/read.ts';
import { hasShared, sharedBytes, sharedTable } from '../feeds/shared.ts';

/** Reading against the bare library on real feeds; the cost of a post in small and large feeds; memory for 10 MB. */

const URL = 'https://feed.example/';
const RUNS = 7;
const say = (line: string) => process.stdout.write(`${line}\n`);

function median(numbers: number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

function timeOf(work: () => void): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

function throughput(): void {
  const files = sharedTable('corpus', 'manifest.tsv').filter((row) => row.format !== 'json');
  const bodies = files.map((row) => sharedBytes('corpus', 'dev', row.file ?? ''));
  const decoder = new TextDecoder();
  const rivals: Record<string, (body: Uint8Array) => void> = {
    'the bare parser': (body) => {
      const parser = new Parser({ onopentag() {}, ontext() {}, onclosetag() {} }, { xmlMode: true });
      parser.end(decoder.decode(body));
    },
    "the library's parseFeed": (body) => void parseFeed(decoder.decode(body)),
    feedsmith: (body) => {
      try {
        feedsmith(decoder.decode(body));
      } catch {
        // it throws on some
      }
    },
    'our whole path': (body) => void readFeed(body, { url: URL }),
  };
  const times = new Map<string, number[]>(Object.keys(rivals).map((name) => [name, []]));
  for (let run = 0; run <= RUNS; run += 1) {
    for (const [name, read] of Object.entries(rivals)) {
      const time = timeOf(() => bodies.forEach(read));
      if (run > 0) times.get(name)?.push(time);
    }
  }
  const bare = median(times.get('the bare parser') ?? []);
  for (const [name, measured] of times)
    say(`${(median(measured) / bare).toFixed(2)} × bare  ${name}, ${median(measured).toFixed(0)} ms`);
}

function feedOf(posts: number, body: string): Uint8Array {
  const one = (i: number) =>
    `<item><title>Post ${i}</title><link>https://a.example/${i}</link><guid>${i}</guid><pubDate>Mon, 15 Jan 2024 10:30:00 GMT</pubDate><description>${body}</description></item>`;
  const items = Array.from({ length: posts }, (_, i) => one(i)).join('');
  return new TextEncoder().encode(`<rss version="2.0"><channel><title>T</title>${items}</channel></rss>`);
}

function costPerPost(): void {
  const body = '&lt;p&gt;Some words of a post.&lt;/p&gt;'.repeat(10);
  for (const posts of [10, 100, 1_000, 10_000]) {
    const bytes = feedOf(posts, body);
    const rounds = 20_000 / posts;
    const times = Array.from({ length: 5 }, () =>
      timeOf(() => {
        for (let i = 0; i < rounds; i += 1) readFeed(bytes, { url: URL });
      }),
    );
    say(`${((median(times) / rounds / posts) * 1000).toFixed(1)} µs a post in a feed of ${posts}`);
  }
}

function memory(): void {
  const bytes = feedOf(2_000, 'x'.repeat(4_700));
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  const result = readFeed(bytes, { url: URL });
  const peak = process.memoryUsage().rss - before;
  say(
    `${(peak / bytes.length).toFixed(1)} × its bytes of memory for a feed of ${(bytes.length / 1e6).toFixed(1)} MB (${result.kind})`,
  );
}

memory();
costPerPost();
if (hasShared('corpus')) throughput();
