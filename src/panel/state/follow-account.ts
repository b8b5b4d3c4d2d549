/** Which account is open, and that what a person does reaches its server soon. Loaded after the first paint. */
import { updateBadge } from '../../badge.ts';
import { ask } from '../../messages.ts';
import { onStoreChosen, openStore } from '../../storage/account.ts';
import { loadAccount } from '../../storage/account-row.ts';
import { storeNow } from '../../storage/database.ts';
import { live } from '../../storage/live.ts';
import type { AccountRow } from '../../storage/schema-account.ts';
import { newestToSend } from '../../storage/waiting.ts';
import { progressWord, troubleWords } from '../sync-words.ts';
import { hideNotice, notice, say } from './notice.ts';
import { route } from './route.ts';
import { work } from './work.ts';

/** A person reads on: what they do within this time is sent together. */
const pauseMs = 3000;

/** Loads the panel anew when another account is opened; with one on a server, sends what a person does. */
export async function followAccount(): Promise<void> {
  const { name, isOfServer } = storeNow();
  const anew = (store: string) => store !== name && location.reload();
  onStoreChosen(anew);
  // Another one may have been opened while this page was being painted.
  anew(await openStore());
  if (!isOfServer) return;
  pushSoon();
  live(loadAccount, tell, console.error);
}

let told: string | undefined;

/** How far the first sync is; and, once, that the person is needed. */
function tell(account: AccountRow | undefined): void {
  const { progress, trouble } = account ?? {};
  work.value = progress && { text: progressWord[progress.of], ...progress };
  // What fetches them has no badge at hand.
  if (progress !== undefined) void updateBadge();
  const needs = trouble?.code === 'reconnect' || trouble?.code === 'no-permission' ? trouble : undefined;
  const text = needs && troubleWords(needs);
  // The account's own screen says it already.
  if (text !== undefined && text !== told && route.value.view !== 'account') say({ text });
  if (text === undefined && notice.value?.text === told) hideNotice();
  told = text;
}

function pushSoon(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last: string | undefined;
  let isPushing = false;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void push(), pauseMs);
  };
  const push = async () => {
    // One at a time: what many feeds take is news with each of them.
    if (isPushing) return later();
    isPushing = true;
    await ask('sync', { pushOnly: true }).catch(console.error);
    isPushing = false;
  };
  const onWaiting = (newest: string) => {
    const isNews = newest !== '' && newest !== last;
    last = newest;
    if (isNews) later();
  };
  live(() => newestToSend(Date.now()), onWaiting, console.error);
}
