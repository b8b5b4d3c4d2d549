/** The first paint: it waits for what it shows, and for nothing else. */
import { render } from 'preact';
import { storeNow } from '../storage/database.ts';
import { App } from './App.tsx';
import { PostContent } from './components/Post.tsx';
import { afterPaint } from './state/after-paint.ts';
import { isBegunEarly } from './state/first-page.ts';
import { beginFirstPaint, endFirstPaint } from './state/first-paint.ts';
import { drawTextsWith } from './state/first-texts.ts';
import { followMarks } from './state/follow-marks.ts';
import { followOpen } from './state/follow-open.ts';
import { begin, rows } from './state/listing.ts';
import { route } from './state/route.ts';
import { reckon } from './state/settings.ts';
import { openStore } from './state/store.ts';
import { finishTurning } from './state/turning.ts';
import { followDatabase } from './state/use-live.ts';
import { viewOfRoute } from './state/view-of.ts';
import { prepareFormats } from './times.ts';

/** Longer than this the page does not stay empty: a database may be held up by another page. */
const longestWaitMs = 1000;

/**
 * Draws the page once with its words and its first posts in it, then lets it follow the database. The river is what
 * people open: it reads fifty posts and the names they show; all other screens show more of the library and wait for it.
 */
export async function open(app: Element, words: Promise<void>): Promise<void> {
  const view = viewOfRoute(route.value);
  const isEarly = view !== undefined && isBegunEarly(view);
  const openChecked = () => openStore().then(isEarly ? mustBeLocal : undefined);
  let store = isEarly ? undefined : openChecked();
  drawTextsWith(PostContent.load);
  const first = view && begin(view);
  const library = view?.scope.kind === 'all' ? undefined : followDatabase();
  // The language is known with the words. By then the database is mostly still being opened.
  const ready = words.then(() => prepareFormats(reckon.value));
  await withinReason(Promise.all([ready, first, library]));
  // Nothing to show: then why is told by the store or the library.
  if (rows.value.length === 0) {
    store ??= openChecked();
    await withinReason(Promise.all([store, followDatabase()]));
  }
  beginFirstPaint(app);
  render(<App />, app);
  afterPaint(() => {
    endFirstPaint(app);
    // The posts were read without Dexie, which can wait until they stand.
    store ??= openChecked();
    void followDatabase();
    followMarks();
    followOpen();
    void finishTurning();
    void import('./state/follow-account.ts').then(({ followAccount }) => followAccount());
    // What a key asks for is begun as soon as it is pressed, before what is done after it.
    void import('../storage/mark-all.ts');
    void import('../storage/undo.ts');
    void import('./state/keep-for-good.ts').then(({ keepForGood }) => keepForGood());
  });
}

/** What fails leaves its place empty: the page is drawn all the same, and says why there is no store. */
function withinReason(work: Promise<unknown>): Promise<unknown> {
  return Promise.race([
    work.catch(console.error),
    new Promise((resolve) => setTimeout(resolve, longestWaitMs)),
  ]);
}

/** What is read early is of the local account: where another one was opened meanwhile, the page begins anew. */
function mustBeLocal(): void {
  if (storeNow().isOfServer) location.reload();
}
