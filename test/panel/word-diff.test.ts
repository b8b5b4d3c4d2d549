import { describe, expect, test } from 'vitest';
import { wordDiff } from '../../src/panel/reading/word-diff.ts';

describe('the differences of two texts', () => {
  test('are words, in reading order', () => {
    expect(wordDiff('closed until Monday.', 'closed until Thursday.')).toEqual([
      { kind: 'same', text: 'closed until ' },
      { kind: 'removed', text: 'Monday' },
      { kind: 'added', text: 'Thursday' },
      { kind: 'same', text: '.' },
    ]);
  });

  test('leave out the middle of what is the same', () => {
    const long = 'the same words again and again '.repeat(40);
    const [first, ...rest] = wordDiff(`${long}old ${long}`, `${long}new ${long}`);
    expect(first?.text.startsWith('…')).toBe(true);
    expect(rest.at(-1)?.text.endsWith('…')).toBe(true);
    expect(first?.text.length).toBeLessThan(150);
  });

  test('are found in time, or are all of both', () => {
    const words = (seed: number) => Array.from({ length: 30_000 }, (_, i) => (i * seed) % 9973).join(' ');
    const start = performance.now();
    const parts = wordDiff(words(7), words(11));
    expect(performance.now() - start).toBeLessThan(2000);
    expect(parts.map((part) => part.kind)).toEqual(['removed', 'added']);
  });
});
