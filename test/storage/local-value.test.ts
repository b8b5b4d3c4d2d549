/** What a worker asks of storage.local at its start stands for a moment, and only as long as it is true. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepCredentialsOf, loadCredentials } from '../../src/storage/credentials.ts';
import { askEarly, localValue } from '../../src/storage/local-value.ts';
import { loadSettings, saveSettings } from '../../src/storage/settings.ts';
import fake from '../fakes/browser.ts';

const { local, onChanged } = fake.storage;

beforeEach(async () => {
  vi.useFakeTimers();
  await local.clear();
  await local.set({ one: 1, two: 2 });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test('both are one question; whoever asks again asks anew', async () => {
  const get = vi.spyOn(local, 'get');
  askEarly(['one', 'two']);
  expect(await Promise.all([localValue('one'), localValue('two')])).toEqual([1, 2]);
  expect(get).toHaveBeenCalledTimes(1);
  expect(await localValue('one')).toBe(1);
  expect(get).toHaveBeenCalledTimes(2);
});

test('what has changed since is asked anew', async () => {
  askEarly(['one']);
  await local.set({ one: 11 });
  expect(await localValue('one')).toBe(11);
});

test('after the first moments it is asked anew, though no change was told', async () => {
  askEarly(['one']);
  vi.spyOn(onChanged, 'emit').mockReturnValue([]);
  await local.set({ one: 11 });
  vi.advanceTimersByTime(1_000);
  expect(await localValue('one')).toBe(11);
});

test('what is changed is what is stored now, not what was asked early', async () => {
  const kept = { origin: 'https://one.example', credential: { kind: 'bearer', token: 'abc' } };
  askEarly(['settings', 'credentials']);
  vi.spyOn(onChanged, 'emit').mockReturnValue([]);
  await local.set({ settings: { theme: 'dark' }, credentials: { 1: kept, 2: kept } });
  await saveSettings({ textSize: 120 });
  await keepCredentialsOf(new Set([1]));
  vi.advanceTimersByTime(1_000);
  expect(await loadSettings()).toMatchObject({ theme: 'dark', textSize: 120 });
  expect(await loadCredentials()).toEqual({ 1: kept });
});
