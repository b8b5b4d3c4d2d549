/** What is drawn in parts stays in its part, whatever goes above it: another part would be drawn anew. */
import { expect, test } from 'vitest';
import { blockDivider, type InBlocks } from '../../src/panel/state/blocks.ts';
import { divider } from '../../src/panel/state/divide.ts';
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
      expect(parts.flatMap((part) => part.items)).toEqual(items);
      expect(new Set(parts.map(({ name }) => name)).size).toBe(parts.length);
      for (const { name, items: inPart } of parts) {
        expect(inPart.length).toBeLessThanOrEqual(10);
        for (const item of inPart) {
          expect(partOf.get(item) ?? name).toBe(name);
          partOf.set(item, name);
        }
      }
    }
  }
});

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

test('a long list that becomes short keeps its boxes', () => {
  const divide = blockDivider();
  divide(rowsOf(numbers(0, 12)));
  const short = divide(rowsOf(numbers(0, 12).filter((id) => id % 2 === 0)));
  expect([short.bare, boxesOf(short)]).toEqual([undefined, [[0, [0, 10]]]]);
});
