/** Connecting to a server, and letting go of it. Loaded with its screen. */
import { signal } from '@preact/signals';
import { hasPermission } from '../../browser.ts';
import { isReadableByOthers, readServerAddress } from '../../feeds/server-address.ts';
import { ask, type Brought } from '../../messages.ts';
import { request } from '../permissions.ts';
import { connectWords, troubleWords } from '../sync-words.ts';
import { word } from '../words.ts';
import { say, sayFailure } from './notice.ts';

/** What a person typed. */
export interface Typed {
  address: string;
  user: string;
  password: string;
  keepPassword: boolean;
}

export type ConnectStep =
  | { step: 'asking' }
  | { step: 'refused'; text: string }
  /** The password would go over the wire for all to read. */
  | { step: 'warned'; host: string };

export const connectStep = signal<ConnectStep | undefined>(undefined);
export const isSyncing = signal(false);
export const isDisconnecting = signal(false);

/** Connects, in a click: the browser asks for the server first. A password that others could read is sent only after a warning. */
export async function connect(typed: Typed): Promise<void> {
  const url = readServerAddress(typed.address);
  const refuse = (text: string) => {
    connectStep.value = { step: 'refused', text };
  };
  if (url === undefined) return refuse(troubleWords({ code: 'bad-address' }));
  if (isReadableByOthers(url) && connectStep.value?.step !== 'warned') {
    connectStep.value = { step: 'warned', host: url.host };
    return;
  }
  // Nothing is awaited before it: a browser asks only in the click itself.
  const isGiven = await request([`${url.protocol}//${url.hostname}/*`]);
  if (!isGiven && !(await hasPermission(url.href)))
    return refuse(troubleWords({ code: 'no-permission', host: url.host }));
  connectStep.value = { step: 'asking' };
  try {
    const { trouble } = await ask('connect', typed);
    // The page is loaded anew with the account's own database; after a reconnect it stays.
    if (trouble === undefined) connectStep.value = undefined;
    else refuse(connectWords(trouble, Date.now()));
  } catch (error) {
    console.error(error);
    refuse(word('syncStopped'));
  }
}

/** Asks the browser for the server again, in a click, and syncs. The login is known still. */
export async function allowServer(base: string): Promise<void> {
  const { protocol, hostname, host } = new URL(base);
  if (await request([`${protocol}//${hostname}/*`])) await syncNow();
  else say({ text: troubleWords({ code: 'no-permission', host }) });
}

/** Syncs now. What goes wrong stands in the account's row, which the screen shows. */
export async function syncNow(): Promise<void> {
  isSyncing.value = true;
  try {
    await ask('sync', {});
  } catch (error) {
    sayFailure(error);
  } finally {
    isSyncing.value = false;
  }
}

/** Back to the local account: the page is loaded anew with its database. */
export async function disconnect(): Promise<void> {
  isDisconnecting.value = true;
  try {
    await ask('disconnect', {});
  } catch (error) {
    isDisconnecting.value = false;
    sayFailure(error);
  }
}

export type BringStep = { from: string } & (
  | { step: 'under-way' }
  | { step: 'refused'; text: string }
  | { step: 'done'; brought: Brought }
);

export const bringStep = signal<BringStep | undefined>(undefined);

/** Brings feeds and marks of another account into the one that is open. Of a server's, the account's row tells the rest. */
export async function bring(from: string): Promise<void> {
  bringStep.value = { from, step: 'under-way' };
  try {
    const { trouble, brought } = await ask('bring', { from });
    if (trouble !== undefined) bringStep.value = { from, step: 'refused', text: troubleWords(trouble) };
    else bringStep.value = brought && { from, step: 'done', brought };
  } catch (error) {
    console.error(error);
    bringStep.value = { from, step: 'refused', text: word('syncStopped') };
  }
}
