/** What wakes the worker may come before the database is open: it is done in the account that is open all the same. */
import 'fake-indexeddb/auto';
import { expect, test, vi } from 'vitest';
import { sync } from '../../src/background/account.ts';
import { chooseStore, localStore } from '../../src/storage/account.ts';
import { openedStore, reopenDatabase } from '../../src/storage/database.ts';
import { fakeNavigator } from '../fakes/navigator.ts';

vi.stubGlobal(
  'navigator',
  fakeNavigator(async () => {}),
);

test('a sync that wakes the worker is one of the account that is open', async () => {
  await chooseStore('sidereal-abc');
  // No login is known: with the local account nothing would be said of that.
  expect(await sync(false)).toEqual({ trouble: { code: 'reconnect', host: '' } });
  expect(await openedStore()).toEqual({ name: 'sidereal-abc', isOfServer: true });
  await chooseStore(localStore);
  await reopenDatabase();
  expect(await sync(false)).toEqual({});
});
