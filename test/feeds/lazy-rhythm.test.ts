import { expect, test } from 'vitest';
import { observe } from '../../src/feeds/learn-rhythm.ts';
import { learnedCheckAt } from '../../src/feeds/plan-check.ts';
import { newRhythm, type Rhythm } from '../../src/feeds/rhythm.ts';
import { randomOf, seedOf } from '../random.ts';

const hour = 3_600_000;
const seed = seedOf('LAZY_SEED');

test(`a rhythm that is stored only when posts come foretells the same checks (LAZY_SEED=${seed})`, () => {
  const start = Date.UTC(2026, 0, 1);
  const differences: number[] = [];
  for (let run = 0; run < 20; run++) {
    const random = randomOf(seed + run);
    const rate = 1 + random.below(40);
    let eager: Rhythm = newRhythm(start);
    let stored = eager;
    let lastGoodAt = start;
    for (let now = start + hour; now < start + 30 * 24 * hour; now += (1 + random.below(3)) * hour) {
      const since = lastGoodAt;
      const found = random.below(60) < rate ? [since + Math.floor(random.next() * (now - since))] : [];
      eager = observe(eager, found, now);
      const lazy = observe(observe(stored, [], Math.max(lastGoodAt, stored.seenAt)), found, now);
      if (found.length > 0 || lazy.seenAt - stored.seenAt > 12 * hour) stored = lazy;
      lastGoodAt = now;
      const [one, other] = [eager, lazy].map((rhythm) => learnedCheckAt(rhythm, 60, now) - now) as [
        number,
        number,
      ];
      differences.push(Math.abs(one - other) / one);
    }
  }
  const mean = differences.reduce((sum, each) => sum + each, 0) / differences.length;
  expect(mean).toBeLessThan(0.01);
  expect(Math.max(...differences)).toBeLessThan(0.15);
});
