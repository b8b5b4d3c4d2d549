/** An account on a server that is open: it is not left for another one by the way. */
import 'fake-indexeddb/auto';
import { beforeEach, expect, test, vi } from 'vitest';
import { connect, disconnect, sync } from '../../src/background/account.ts';
import { chooseStore, localStore } from '../../src/storage/account.ts';
import { changeAccount, loadAccount, putAccount } from '../../src/storage/account-row.ts';
import { db, openedStore, reopenDatabase } from '../../src/storage/database.ts';
import { forgetLogin, loadLogin, saveLogin } from '../../src/storage/server-login.ts';
import { fakeNavigator } from '../fakes/navigator.ts';

const { askHidden, endHiddenSync } = vi.hoisted(() => ({ askHidden: vi.fn(), endHiddenSync: vi.fn() }));
vi.mock('../../src/background/ask-hidden.ts', () => ({ askHidden, endHiddenSync }));
vi.mock('../../src/browser.ts', async (real) => ({ ...(await real()), hasPermission: async () => true }));
vi.stubGlobal(
  'navigator',
  fakeNavigator(() => new Promise((resolve) => setTimeout(resolve, 1))),
);

const store = 'sidereal-abc';
const base = 'https://rss.example';
const progress = { of: 'posts' as const, done: 0, total: 450 };

beforeEach(async () => {
  askHidden.mockReset();
  await chooseStore(store);
  await reopenDatabase();
  await db.account.clear();
  await putAccount({ base, user: 'ann', kind: 'other' }, 1);
  await changeAccount({ progress });
});

test('logging in again opens no other account than the one in which marks wait', async () => {
  const session = { base: 'https://other.example', user: 'ann', auth: 'key', kind: 'other' };
  askHidden.mockResolvedValue({ session });
  const typed = { address: 'other.example', user: 'ann', password: 'secret', keepPassword: false };
  expect(await connect(typed)).toEqual({ trouble: { code: 'no-greader', host: 'other.example' } });
  expect(await openedStore()).toEqual({ name: store, isOfServer: true });
  expect(await loadLogin(store)).toBeUndefined();
});

test('disconnecting ends a sync that would go on for long, also one that only begins', async () => {
  await saveLogin({ store, base, user: 'ann', auth: 'key', kind: 'other' });
  let end = (_answer: object) => {};
  askHidden.mockReturnValue(new Promise((resolve) => (end = resolve)));
  // The first time there is nothing to be ended yet.
  endHiddenSync
    .mockReturnValueOnce(undefined)
    .mockImplementation(() => end({ trouble: { code: 'cut-off' } }));
  void sync(false);
  await vi.waitFor(() => expect(askHidden).toHaveBeenCalled());
  await disconnect();
  expect(endHiddenSync).toHaveBeenCalledTimes(2);
  expect(await openedStore()).toEqual({ name: localStore, isOfServer: false });
  await chooseStore(store);
  await reopenDatabase();
  expect((await loadAccount())?.progress).toBeUndefined();
});

test('killed between the login and the account, the sync says whose login is wanted, and that none is under way', async () => {
  await forgetLogin();
  await sync(false);
  const { trouble, progress } = (await loadAccount()) ?? {};
  expect([trouble, progress]).toEqual([{ code: 'reconnect', host: 'rss.example' }, undefined]);
});
