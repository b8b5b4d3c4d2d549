/** What a restored file brings for storage.local is taken over once its rows are stored, and never without them. */
import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { settleRestored, waitingKey } from '../../src/panel/settle-restored.ts';
import { loadCredentials } from '../../src/storage/credentials.ts';
import { db } from '../../src/storage/database.ts';
import { loadSettings } from '../../src/storage/settings.ts';
import fake from '../fakes/browser.ts';

const login = { origin: 'https://a.example', credential: { kind: 'bearer', token: 'abc' } };
const waiting = {
  token: 'this',
  settings: { theme: 'dark', textSize: 9_000, unknown: 1 },
  credentials: { 1: login, 2: { origin: 'https://b.example', credential: { kind: 'spell' } } },
};

beforeEach(async () => {
  await fake.storage.local.clear();
  await db.delete();
  await db.open();
});

async function restored(token: string): Promise<void> {
  await db.restored.put({ id: 1, at: 1, madeAt: 1, feeds: 1, token });
  await fake.storage.local.set({ [waitingKey]: waiting });
  await settleRestored(token);
}

test('settings and logins that are what they should be; then nothing waits any more', async () => {
  await restored('this');
  expect(await loadSettings()).toMatchObject({ theme: 'dark', textSize: 100 });
  expect(await loadCredentials()).toEqual({ 1: login });
  expect(await fake.storage.local.get(waitingKey)).toEqual({});
  expect((await db.restored.get(1))?.token).toBeUndefined();
});

test('not those of another file, whose rows never came', async () => {
  await restored('another');
  expect(await loadSettings()).toMatchObject({ theme: 'system' });
  expect(await loadCredentials()).toEqual({});
});
