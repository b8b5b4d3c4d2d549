/** Which account is open, and that what a person does reaches its server soon. Loaded after the first paint. */
import { effect } from '@preact/signals';
import { updateBadge } from '../../badge.ts';
import type { TroubleCode } from '../../feeds/server-trouble.ts';
import { ask } from '../../messages.ts';
import { onStoreChosen, openStore } from '../../storage/account.ts';
import { loadAccount } from '../../storage/account-row.ts';
import { storeNow } from '../../storage/database.ts';
import { live } from '../../storage/live.ts';
import type { AccountRow } from '../../storage/schema-account.ts';
import { newestToSend } from '../../storage/waiting.ts';
import { sayServerTrouble } from '../server-notice.ts';
import { isForPerson, progressWord } from '../sync-words.ts';
import { hideNotice, notice } from './notice.ts';
import { route } from './route.ts';
import { workTeller } from './work.ts';

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
  // There the same stands over the form for logging in again: no notice lies on that.
  effect(() => {
    if (route.value.view === 'account') hideServerNotice();
  });
}

const tellWork = workTeller();
let told: TroubleCode | undefined;

/** How far the first sync is; and, once, that it failed, or that the person is needed. */
function tell(account: AccountRow | undefined): void {
  const { progress, trouble } = account ?? {};
  tellWork(progress && { text: progressWord[progress.of], ...progress });
  // What fetches them has no badge at hand.
  if (progress !== undefined) void updateBadge();
  const isFirst = account?.lastOkAt === undefined;
  const code = isFirst || isForPerson(trouble) ? trouble?.code : undefined;
  if (code !== undefined && code !== told) void sayServerTrouble().catch(console.error);
  if (trouble === undefined) hideServerNotice();
  told = code;
}

function hideServerNotice(): void {
  if (notice.peek()?.offers === 'account') hideNotice();
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
