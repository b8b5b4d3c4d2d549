import { loadAccount } from '../storage/account-row.ts';
import { postTotal } from './state/library.ts';
import { say } from './state/notice.ts';
import { route } from './state/route.ts';
import { syncWords } from './sync-words.ts';

/** Says how the last sync failed, with the way to the account's screen; that one says it already. */
export async function sayServerTrouble(): Promise<void> {
  const account = await loadAccount();
  const text = account && syncWords(account, postTotal.value ?? 0, Date.now());
  if (text !== undefined && route.value.view !== 'account') say({ text, offers: 'account' });
}
