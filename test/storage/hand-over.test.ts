/** What one script has begun is another one's: once, in the first moments, and only if it did not fail. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { firstMomentsMs, handOver, isHandedOver, takeOver } from '../../src/storage/hand-over.ts';

beforeEach(() => {
  vi.useFakeTimers();
  globalThis.begunEarly = undefined;
});
afterEach(() => vi.useRealTimers());

test('it is given once', async () => {
  handOver('words', Promise.resolve('hello'));
  expect(isHandedOver('words')).toBe(true);
  expect(await takeOver('words')).toBe('hello');
  expect(isHandedOver('words')).toBe(false);
  expect(await takeOver('words')).toBeUndefined();
});

test('after the first moments it is not given any more', async () => {
  handOver('words', Promise.resolve('hello'));
  vi.advanceTimersByTime(firstMomentsMs);
  expect(isHandedOver('words')).toBe(false);
  expect(await takeOver('words')).toBeUndefined();
});

test('what is begun anew under the same name has its own first moments', async () => {
  handOver('words', Promise.resolve('hello'));
  vi.advanceTimersByTime(firstMomentsMs - 1);
  handOver('words', Promise.resolve('hello again'));
  vi.advanceTimersByTime(1);
  expect(await takeOver('words')).toBe('hello again');
});

test('what failed is as if it had not been begun', async () => {
  handOver('words', Promise.reject(new Error('There is no file.')));
  expect(await takeOver('words')).toBeUndefined();
});
