/** A browser's key acts on the list it was pressed for, once, and not for ever. */
import { batch } from '@preact/signals';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type ListScope, phase, type Row, rows, scope } from '../../src/panel/state/listing.ts';
import { onceListed } from '../../src/panel/state/once-listed.ts';

const river: ListScope = { kind: 'all' };
const starred: ListScope = { kind: 'starred' };
const some = [{ dayAt: 0 }] as Row[];
let runs = 0;
const press = () =>
  onceListed(() => {
    runs += 1;
  });

function stands(at: ListScope | undefined, as: typeof phase.value, posts: Row[]): void {
  batch(() => {
    scope.value = at;
    phase.value = as;
    rows.value = posts;
  });
}

beforeEach(() => {
  runs = 0;
});
afterEach(() => {
  vi.useRealTimers();
  stands(undefined, 'loading', []);
});

test('it runs at once where a list stands, and when one that is being read is there', () => {
  stands(starred, 'more', some);
  press();
  expect(runs).toBe(1);
  stands(starred, 'loading', []);
  press();
  expect(runs).toBe(1);
  stands(starred, 'ended', some);
  stands(starred, 'more', some);
  expect(runs).toBe(2);
});

test('on another screen it waits for the river', () => {
  press();
  stands(river, 'loading', []);
  expect(runs).toBe(0);
  stands(river, 'more', some);
  expect(runs).toBe(1);
});

test('pressed on an empty list it does nothing, neither there later nor elsewhere', async () => {
  stands(river, 'ended', []);
  press();
  press();
  await Promise.resolve();
  stands(starred, 'more', some);
  stands(river, 'more', some);
  expect(runs).toBe(0);
});

test('another list than the one it was pressed for is none of its business', () => {
  stands(river, 'loading', []);
  press();
  stands(starred, 'more', some);
  stands(river, 'more', some);
  expect(runs).toBe(0);
});

test('a list that does not come is not waited for', () => {
  vi.useFakeTimers();
  press();
  vi.advanceTimersByTime(6000);
  stands(river, 'more', some);
  expect(runs).toBe(0);
});
