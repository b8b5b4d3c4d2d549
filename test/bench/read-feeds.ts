/** What reading feeds costs in time, as JSON: see feeds.ts beside it. */
import { parseFeed as feedsmith } from 'feedsmith';
import { Parser, parseFeed } from 'htmlparser2';
import { readFeed } from '../../src/feeds/read.ts';
import { hasShared, sharedBytes, sharedTable } from '../feeds/shared.ts';
import { SHORT_BODY, samePosts } from './same-posts.ts';

const BASE = 'https://feed.example/';
const ROUNDS = 11;
/** Rounds before those that count, until all is compiled. */
const WARM_UP = 4;

const results: Record<string, { ratio: number; goal?: number }> = {};
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
        const shown = text.trim();
        if (shown !== '') kept.push(shown);
        text = '';
      },
    },
    { xmlMode: true },
  );
  parser.end(decoder.decode(body));
  return kept.length;
}

const READERS: Record<string, (body: Uint8Array) => unknown> = {
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

/** Each reader in turn, right beside the floor: the ratio of the two bears a machine that others use, too. */
function throughput(): void {
  const files = sharedTable('corpus', 'manifest.tsv').filter((row) => row.format !== 'json');
  const bodies = files.map((row) => sharedBytes('corpus', 'dev', row.file ?? ''));
  for (const [name, read] of Object.entries(READERS)) {
    const ratio = ratioOf(
      () => bodies.forEach(read),
      () => bodies.forEach(floor),
    );
    const what = `time: ${name} over the bare library, on ${bodies.length} feeds`;
    results[what] = name === 'our whole path' ? { ratio, goal: 1.5 } : { ratio };
  }
}

function costPerPost(): void {
  const readAll = (posts: number) => {
    const feed = samePosts(posts, SHORT_BODY);
    return () => {
      for (let read = 0; read < 10_000 / posts; read += 1) readFeed(feed, { url: BASE });
    };
  };
  const small = readAll(10);
  for (const posts of [100, 1_000, 10_000])
    results[`time: a post in a feed of ${posts} over one in a feed of 10`] = {
      ratio: ratioOf(readAll(posts), small),
      goal: 1.5,
    };
}

/** The median of the ratios of rounds. */
function ratioOf(work: () => void, beside: () => void): number {
  const ratios: number[] = [];
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    const below = timeOf(beside);
    const above = timeOf(work);
    if (round >= 0) ratios.push(above / below);
  }
  return ratios.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] as number;
}

function timeOf(work: () => void): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

if (hasShared('corpus')) throughput();
costPerPost();
process.stdout.write(JSON.stringify(results));
