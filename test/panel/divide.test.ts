/** What is drawn in parts stays in its part, whatever goes above it: another part would be drawn anew. */
import { expect, test } from 'vitest';
import { blockDivider, type InBlocks } from '../../src/panel/state/blocks.ts';
import { divider, type Part } from '../../src/panel/state/divide.ts';
import type { Row } from '../../src/panel/state/list-pages.ts';
import { randomOf, seedOf } from '../random.ts';

const seed = seedOf('DIVIDE_SEED');
const numbers = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i);
const inTens = () => divider<number>({ nameOf: (item) => item, sizeOf: () => 1, full: 10 });

test('where something is taken away, nothing below it moves into another part', () => {
  const divide = inTens();
  divide(numbers(0, 30));
  const fewer = numbers(0, 30).filter((item) => ![3, 10, 11].includes(item));
  expect(divide(fewer)).toEqual([
    { name: 0, items: fewer.slice(0, 9) },
    { name: 10, items: numbers(12, 8) },
    { name: 20, items: numbers(20, 10) },
  ]);
  expect(divide(numbers(20, 13))).toEqual([
    { name: 20, items: numbers(20, 10) },
    { name: 30, items: numbers(30, 3) },
  ]);
});

test(`a list keeps its order and its parts while it grows and loses (DIVIDE_SEED=${seed})`, () => {
  const random = randomOf(seed);
  for (let run = 0; run < 20; run++) {
    const divide = inTens();
    const partOf = new Map<number, number>();
    let items: number[] = [];
    let next = 0;
    for (let step = 0; step < 20; step++) {
      const isGrowing = random.below(2) === 0;
      if (isGrowing) items = [...items, ...numbers(next, random.below(40))];
      else items = items.filter(() => random.below(4) !== 0);
      next = Math.max(next, (items.at(-1) ?? -1) + 1);
      const parts = divide(items);
      for (const { name, items: inPart } of checked(parts, items)) {
        expect(inPart.length).toBeLessThanOrEqual(10);
        for (const item of inPart) {
          expect(partOf.get(item) ?? name).toBe(name);
          partOf.set(item, name);
        }
      }
    }
  }
});

test('what comes back comes into its part, and no part has more than it holds', () => {
  const divide = inTens();
  const without = (items: number[], ...gone: number[]) => items.filter((item) => !gone.includes(item));
  divide(numbers(1, 50));
  divide(without(numbers(1, 50), 45, 46, 47, 48));
  divide(without(numbers(1, 54), 45, 46, 47, 48));
  divide(numbers(1, 54));
  divide(without(numbers(1, 54), 51));
  expect(divide(numbers(1, 54)).slice(4)).toEqual([
    { name: 41, items: numbers(41, 10) },
    { name: 51, items: numbers(51, 4) },
  ]);
});

test('what was never seen joins the part in whose middle it comes, and begins one between two', () => {
  const divide = inTens();
  divide([...numbers(0, 12), ...numbers(13, 10)]);
  expect(divide(numbers(-1, 24))).toEqual([
    { name: -1, items: [-1] },
    { name: 0, items: numbers(0, 10) },
    { name: 10, items: numbers(10, 11) },
    { name: 21, items: [21, 22] },
  ]);
  expect(divide([...numbers(0, 10), 9.5, ...numbers(10, 13)]).map(({ name }) => name)).toEqual([
    0, 9.5, 10, 21,
  ]);
});

test(`what goes and comes back keeps its part, also where it was begun meanwhile (DIVIDE_SEED=${seed})`, () => {
  const random = randomOf(seed);
  for (let run = 0; run < 20; run++) {
    const divide = inTens();
    const partOf = new Map<number, number>();
    /** Drawn anew, it has not seen what was gone at that time. */
    let [young, seen, between] = [inTens(), new Set<number>(), new Set<number>()];
    let [count, gone] = [0, new Set<number>()];
    for (let step = 0; step < 30; step++) {
      const what = random.below(4);
      if (what === 0) count += random.below(40);
      else if (what === 1) for (const item of numbers(0, count)) random.below(6) === 0 && gone.add(item);
      else if (what === 2) gone = new Set([...gone].filter(() => random.below(3) === 0));
      else [young, seen, between] = [inTens(), new Set(), new Set()];
      const items = numbers(0, count).filter((item) => !gone.has(item));
      for (const { name, items: inPart } of checked(divide(items), items)) {
        expect(inPart.length).toBeLessThanOrEqual(10);
        expect(inPart.filter((item) => (partOf.get(item) ?? name) !== name)).toEqual([]);
        for (const item of inPart) partOf.set(item, name);
      }
      for (const { items: inPart } of checked(young(items), items)) {
        // Only what comes between two of a part goes into it beyond its bound.
        const lastSeen = inPart.findLastIndex((item) => seen.has(item));
        for (const item of inPart.slice(0, lastSeen + 1)) if (!seen.has(item)) between.add(item);
        expect(inPart.filter((item) => !between.has(item)).length).toBeLessThanOrEqual(10);
      }
      seen = new Set([...seen, ...items]);
    }
  }
});

test(`whatever the order, all is there once and no name twice (DIVIDE_SEED=${seed})`, () => {
  const random = randomOf(seed);
  for (let run = 0; run < 50; run++) {
    const divide = inTens();
    for (let step = 0; step < 20; step++) {
      const items = numbers(0, random.below(60)).filter(() => random.below(3) > 0);
      for (let i = items.length - 1; i > 0 && step % 2 === 1; i--) {
        const other = random.below(i + 1);
        [items[i], items[other]] = [items[other] as number, items[i] as number];
      }
      checked(divide(items), items);
    }
  }
});

/** The parts, once they are seen to hold these items in their order, under names of their own. */
function checked(parts: Part<number>[], items: number[]): Part<number>[] {
  expect(parts.flatMap((part) => part.items)).toEqual(items);
  expect(new Set(parts.map(({ name }) => name)).size).toBe(parts.length);
  expect(parts.filter((part) => part.items.length === 0)).toEqual([]);
  return parts;
}

const rowsOf = (ids: number[]) => ids.map((id) => ({ post: { id } }) as Row);
const idsOf = (block: { rows: Row[] } | undefined) => block?.rows.map(({ post }) => post.id);
const boxesOf = ({ long }: InBlocks) =>
  long.map(({ name, items }) => [name, items.map((block) => block.name)]);

test('a long list stands in blocks of ten, and these in blocks of a hundred; losing posts moves none', () => {
  const divide = blockDivider();
  const before = divide(rowsOf(numbers(0, 130)));
  expect(boxesOf(before)).toEqual([
    [0, numbers(0, 10).map((i) => i * 10)],
    [100, [100, 110, 120]],
  ]);
  const after = divide(rowsOf(numbers(5, 125)));
  expect([after.bare, boxesOf(after)]).toEqual([undefined, boxesOf(before)]);
  const [first, second] = after.long[0]?.items ?? [];
  expect([first?.from, idsOf(first), second?.from]).toEqual([0, numbers(5, 5), 5]);
});

test('a short list stands without boxes, and what stands so gets none when it grows', () => {
  const divide = blockDivider();
  expect(divide([])).toEqual({ bare: undefined, long: [] });
  expect(idsOf(divide(rowsOf(numbers(0, 7))).bare)).toEqual(numbers(0, 7));
  const grown = divide(rowsOf(numbers(0, 25)));
  expect([idsOf(grown.bare), boxesOf(grown)]).toEqual([numbers(0, 10), [[10, [10, 20]]]]);
});

test('what comes above posts that stand without a box is drawn above them', () => {
  const divide = blockDivider();
  divide(rowsOf(numbers(5, 5)));
  const { bare, long } = divide(rowsOf(numbers(0, 10)));
  const drawn = [bare, ...long.flatMap(({ items }) => items)].flatMap((block) => idsOf(block) ?? []);
  expect(drawn).toEqual(numbers(0, 10));
});

test('a long list that becomes short keeps its boxes', () => {
  const divide = blockDivider();
  divide(rowsOf(numbers(0, 12)));
  const short = divide(rowsOf(numbers(0, 12).filter((id) => id % 2 === 0)));
  expect([short.bare, boxesOf(short)]).toEqual([undefined, [[0, [0, 10]]]]);
});
