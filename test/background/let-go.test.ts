/** An account on a server that is open: it is not left for another one by the way. */
import 'fake-indexeddb/auto';
import { beforeEach, expect, test, vi } from 'vitest';
import { connect } from '../../src/background/account.ts';
import { chooseStore } from '../../src/storage/account.ts';
import { openedStore, reopenDatabase } from '../../src/storage/database.ts';
import { loadLogin } from '../../src/storage/server-login.ts';
import { fakeNavigator } from '../fakes/navigator.ts';

const askHidden = vi.hoisted(() => vi.fn());
vi.mock('../../src/background/ask-hidden.ts', () => ({ askHidden }));
vi.stubGlobal(
  'navigator',
  fakeNavigator(() => new Promise((resolve) => setTimeout(resolve, 1))),
);

const store = 'sidereal-abc';

beforeEach(async () => {
  askHidden.mockReset();
  await chooseStore(store);
  await reopenDatabase();
});

test('logging in again opens no other account than the one in which marks wait', async () => {
  const session = { base: 'https://other.example', user: 'ann', auth: 'key', kind: 'other' };
  askHidden.mockResolvedValue({ session });
  const typed = { address: 'other.example', user: 'ann', password: 'secret', keepPassword: false };
  expect(await connect(typed)).toEqual({ trouble: { code: 'no-greader', host: 'other.example' } });
  expect(await openedStore()).toEqual({ name: store, isOfServer: true });
  expect(await loadLogin(store)).toBeUndefined();
});
