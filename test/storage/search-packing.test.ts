import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { type Block, blocksWith, termsOfBlock } from '../../src/storage/search/blocks.ts';
import { ByteReader, ByteWriter } from '../../src/storage/search/bytes.ts';
import { mergePostings } from '../../src/storage/search/merge-postings.ts';
import { type Postings, PostingsReader, PostingsWriter } from '../../src/storage/search/postings.ts';
import { TermTable } from '../../src/storage/search/term-table.ts';
import { randomOf, seedOf } from '../random.ts';

const seed = seedOf('PACKING_SEED');

/** Where a term stands in a post: in its title, its author, its text. */
type Places = [number[], number[], number[]];

test('numbers are read as they were written, and passed by', () => {
  const edges = [0, 1, 127, 128, 223, 224, 225, 479, 480, 7_647, 7_648, 65_535, 65_536, 2 ** 24 - 1, 2 ** 24];
  const numbers = [...edges, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1];
  const writer = new ByteWriter();
  for (const number of numbers) writer.number(number);
  const bytes = writer.take();
  const reader = new ByteReader(bytes);
  expect(numbers.map(() => reader.number())).toEqual(numbers);
  expect(reader.isAtEnd).toBe(true);
  for (const i of numbers.keys()) {
    const passing = new ByteReader(bytes);
    passing.skip(i);
    expect(passing.number()).toBe(numbers[i]);
  }
});

function write(writer: PostingsWriter, base: number, posts: Map<number, Places>): Postings {
  writer.begin(base);
  for (const [id, places] of posts) {
    for (const list of places) {
      let last = 0;
      for (const at of list) {
        writer.positions.number(at - last);
        last = at;
      }
    }
    writer.post(id, [places[0].length, places[1].length, places[2].length]);
  }
  return writer.take();
}

function read(all: Postings[], base: number): Map<number, Places> {
  const found = new Map<number, Places>();
  for (const postings of all) {
    const reader = new PostingsReader(postings, base);
    while (reader.next()) found.set(reader.id, reader.readPlaces());
  }
  return found;
}

test(`postings are merged as sets are, whether their ids lie apart or not (PACKING_SEED=${seed})`, () => {
  const random = randomOf(seed);
  const list = (most: number) => {
    const length = random.below(3) === 0 ? random.below(most) : 0;
    return Array.from({ length }, () => random.below(400)).sort((a, b) => a - b);
  };
  const places = (): Places => {
    const some: Places = [list(3), list(3), list(14)];
    return some.every(({ length }) => length === 0) ? [[], [], [random.below(400)]] : some;
  };
  const writer = new PostingsWriter();
  for (let run = 0; run < 60; run++) {
    const base = random.below(100_000);
    const gap = random.pick([1, 10, 400]) as number;
    const [areApart, areVoid] = [run % 2 === 0, run % 3 === 0];
    const shares = Array.from({ length: 5 }, () => new Map<number, Places>());
    for (let i = 0, id = base; i < 150; i++) {
      id += 1 + random.below(gap);
      shares[areApart ? Math.floor(i / 30) : random.below(5)]?.set(id, places());
    }
    const sources = shares
      .filter(({ size }) => size > 0)
      .map((posts) => ({
        base: base + random.below(2) * ((posts.keys().next().value as number) - 1 - base),
        posts,
        voids: new Set([...posts.keys()].filter(() => areVoid && random.below(4) === 0)),
      }))
      .map((share) => ({ ...share, postings: write(writer, share.base, share.posts) }));
    const expected = new Map(
      sources.flatMap(({ posts, voids }) => [...posts].filter(([id]) => !voids.has(id))),
    );
    const most = random.pick([60, 1_000, 100_000]) as number;
    const merged: Postings[] = [];
    const onFull = () => {
      merged.push(writer.take());
      writer.begin(base);
    };
    writer.begin(base);
    mergePostings(random.below(2) === 0 ? sources : [...sources].reverse(), writer, most, onFull);
    onFull();
    expect(read(merged, base)).toEqual(expected);
  }
});

test('a term with very many places is cut into entries, over several blocks, and found whole', () => {
  const table = new TermTable();
  const words = 20_000;
  const ids = Array.from({ length: 9 }, (_, i) => 11 + i);
  for (const id of ids)
    table.add({ id, title: `the ${id}`, author: '', text: `zen ${'the '.repeat(words)}a then` });
  const blocks = table.blocks();
  const bytesOf = ({ docs, positions }: Block) => docs.length + positions.length;
  for (const block of blocks) expect(bytesOf(block)).toBeLessThan(60_000);
  const firsts = blocks.map(({ first }) => first);
  const wholeOf = (term: string, prefix: boolean) => {
    const counts = new Map<number, number>();
    for (const number of blocksWith(firsts, term, prefix)) {
      for (const found of termsOfBlock((blocks[number] as Block).docs)) {
        if (prefix ? !found.term.startsWith(term) : found.term !== term) continue;
        const reader = new PostingsReader(found, table.base);
        while (reader.next()) counts.set(reader.id, (counts.get(reader.id) ?? 0) + reader.counts[2]);
      }
    }
    return counts;
  };
  expect(blocks.length).toBeGreaterThan(3);
  expect(wholeOf('the', false)).toEqual(new Map(ids.map((id) => [id, words])));
  expect(wholeOf('the', true)).toEqual(new Map(ids.map((id) => [id, words + 1])));
  expect(wholeOf('a', false)).toEqual(new Map(ids.map((id) => [id, 1])));
  expect(wholeOf('zen', false)).toEqual(new Map(ids.map((id) => [id, 1])));
  expect(wholeOf('th', false)).toEqual(new Map());
});
