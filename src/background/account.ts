/** Which account is open, and the sync of one on a server. What takes code is done in the hidden page. */
import { updateBadge } from '../badge.ts';
import { hasPermission } from '../browser.ts';
import type { Trouble } from '../feeds/server-trouble.ts';
import { type Answer, type Ask, syncLock } from '../messages.ts';
import { chooseStore, localStore, storeOf } from '../storage/account.ts';
import { changeAccount, loadAccount } from '../storage/account-row.ts';
import { openedStore, reopenDatabase } from '../storage/database.ts';
import { countOutgoing } from '../storage/outgoing.ts';
import { isLocalOpen } from '../storage/read-bare.ts';
import { forgetLogin, loadLogin, saveLogin } from '../storage/server-login.ts';
import { loadSettings } from '../storage/settings.ts';
import { askHidden, endHiddenSync } from './ask-hidden.ts';
import { cancelChecks, checkNow, forgetEarly } from './checker.ts';
import { afterPass } from './keep-pass.ts';
import { lastErrorAt } from './requests.ts';

/** Whoever works on the database holds one of these: while all are ours, it can be changed for another. */
const locks = [syncLock, 'checks', 'turning', 'tidy-up', 'backup', 'search-index', 'after-checks', 'sharing'];
/** Whatever a person chose for feeds, a server is not asked more often. */
const leastMinutes = 5;
const hourMs = 60 * 60_000;
const endEveryMs = 500;

/** Logs in and opens the account of the server. What went wrong is answered; then nothing has changed. */
export async function connect({ keepPassword, ...ask }: Ask<'connect'>): Promise<Answer<'connect'>> {
  const { session, trouble } = await askHidden('logIn', ask);
  if (session === undefined) return { trouble: await named(trouble as Trouble) };
  const store = storeOf(session.base, session.user);
  const { name, isOfServer } = await openedStore();
  // Marks wait in the account that is open: who wants another one lets go of it first.
  if (isOfServer && store !== name)
    return { trouble: { code: 'no-greader', host: new URL(session.base).host } };
  await saveLogin({ ...session, store, ...(keepPassword && { password: ask.password }) });
  await openAccount(store);
  void sync(false);
  return {};
}

/**
 * Opens the local account; a sync under way is ended. The marks that wait stay in the server's database until it is
 * connected again.
 */
export async function disconnect(): Promise<void> {
  // First: what is forgotten too early can be given again.
  await forgetLogin();
  // Again and again: one may be about to begin.
  const ending = setInterval(() => void endHiddenSync(), endEveryMs);
  try {
    await endHiddenSync();
    await openAccount(localStore);
  } finally {
    clearInterval(ending);
  }
}

async function openAccount(store: string): Promise<void> {
  cancelChecks();
  await holding(locks, async () => {
    // Of the account that is left: connected again, it begins without the troubles of today.
    await changeAccount({ progress: undefined, trouble: undefined });
    await chooseStore(store);
    await reopenDatabase();
    // Of the other account.
    forgetEarly();
  });
  await updateBadge();
}

function holding(names: string[], act: () => Promise<void>): Promise<void> {
  const [first, ...rest] = names;
  return first === undefined ? act() : navigator.locks.request(first, () => holding(rest, act));
}

/**
 * Brings feeds and marks of another account into this one: the server, or this browser, is asked in between for their
 * posts. On a server it goes on with the next sync, should it be cut off.
 */
export async function bring({ from }: Ask<'bring'>): Promise<Answer<'bring'>> {
  if ((await openedStore()).isOfServer) {
    await changeAccount({ bringing: { from }, brought: undefined, nextAt: Date.now() });
    return sync(false);
  }
  const feeds = await askHidden('bringFeeds', { from });
  await checkNow(undefined);
  const marks = await askHidden('bringMarks', { from });
  await updateBadge();
  return { brought: { ...feeds, ...marks } };
}

/** When the clock rings: syncs when that is due, and sends what a panel that was closed has left. */
export async function syncIfDue(): Promise<void> {
  if (!(await openedStore()).isOfServer) return;
  const account = await loadAccount();
  // Killed while it connected: its first sync notes the account.
  if (account === undefined) return void (await sync(false));
  if (account.trouble?.code === 'reconnect') return;
  const now = Date.now();
  // Cut off with its browser, it goes on: nothing else takes its progress away.
  if (account.progress !== undefined) return void (await sync(false));
  // A clock that was set back does not hold it up for long.
  if (account.nextAt <= now || account.nextAt > now + 200 * hourMs) await sync(false);
  else if (account.failures === 0 && (await countOutgoing()) > 0) await sync(true);
}

/** Syncs, or only sends what waits; one at a time, whoever asks. With the local account it does nothing. */
export async function sync(pushOnly: boolean): Promise<{ trouble?: Trouble }> {
  // Most have no server: they do not wait for a lock.
  if (await isLocalOpen()) return {};
  return navigator.locks.request(syncLock, async () => {
    const { name, isOfServer } = await openedStore();
    if (!isOfServer) return {};
    const login = await loadLogin(name);
    if (login === undefined) return noted({ code: 'reconnect', host: (await loadAccount())?.host ?? '' });
    if (!(await hasPermission(login.base)))
      return noted({ code: 'no-permission', host: new URL(login.base).host });
    const { store: _store, password, ...session } = login;
    const { checkEveryMinutes } = await loadSettings();
    const { trouble, auth } = await askHidden('sync', {
      session,
      pushOnly,
      everyMinutes: Math.max(leastMinutes, checkEveryMinutes),
      ...(password !== undefined && { password }),
    });
    if (auth !== undefined) await saveLogin({ ...login, auth });
    await afterPass();
    if (trouble?.code === 'unreachable') return noted(await named(trouble));
    return trouble === undefined ? {} : { trouble };
  });
}

async function noted(trouble: Trouble): Promise<{ trouble: Trouble }> {
  await changeAccount({ trouble, progress: undefined });
  await afterPass();
  return { trouble };
}

/** fetch says one thing of all that keeps it from a server; the browser's listener tells a certificate apart. */
async function named(trouble: Trouble): Promise<Trouble> {
  const error = trouble.code === 'unreachable' ? await lastErrorAt(trouble.host ?? '') : undefined;
  if (error === undefined) return trouble;
  // Firefox has sentences for these, in its own language, and names for all others.
  const isCertificate = /CERT|SSL|[^\w:]/.test(error);
  return { ...trouble, detail: error, ...(isCertificate && { code: 'certificate' as const }) };
}
