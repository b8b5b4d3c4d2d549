import { expect, test } from 'vitest';
import { type Work, work, workTeller } from '../../src/panel/state/work.ts';

const at = (done: number): Work => ({ text: 'applying', done, total: 9 });

test('what came first keeps the foot, and the other tells of itself once it is free', () => {
  const [first, second] = [workTeller(), workTeller()];
  first(at(1));
  second(at(5));
  expect(work.value?.done).toBe(1);
  first(at(2));
  expect(work.value?.done).toBe(2);
  // The end of work that was never told of ends no other.
  workTeller()(undefined);
  expect(work.value?.done).toBe(2);
  first(undefined);
  expect(work.value).toBeUndefined();
  second(at(6));
  first(undefined);
  expect(work.value?.done).toBe(6);
  second(undefined);
  expect(work.value).toBeUndefined();
});
