import { useLayoutEffect, useRef } from 'preact/hooks';
import * as actions from '../actions.ts';
import { run } from '../commands.ts';
import { IconButton } from '../components/IconButton.tsx';
import { CloseIcon, OfflineIcon, UndoIcon } from '../components/icons.tsx';
import { keyOf } from '../keyboard.ts';
import { noteSeen, showFailing, untold } from '../state/health.ts';
import { isAsking, isChecking, nameOf, pass } from '../state/library.ts';
import { hideNotice, holdNotice, notice } from '../state/notice.ts';
import { isOnline } from '../state/online.ts';
import { route } from '../state/route.ts';
import { turning } from '../state/turning.ts';
import { counted, word } from '../words.ts';
import { FocusNote } from './FocusNote.tsx';
import { RestoredNotice } from './RestoredNotice.tsx';
import { WorkNote } from './WorkNote.tsx';

/** What lies over the foot of the page: the last notice, that there is no network, and the progress of what was asked for. */
export function Foot() {
  const foot = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => sayHeight(foot.current), []);
  return (
    <div class="foot" ref={foot}>
      <div role="status">
        <Notice />
        <FailingNotice />
        <RestoredNotice />
        <FocusNote />
        {!isOnline.value && (
          <p class="foot-note">
            <OfflineIcon />
            {word('offline')}
          </p>
        )}
      </div>
      <WorkNote />
      {isAsking.value && isChecking.value && route.value.view !== 'import' && <Progress />}
      {turning.value && <Turning {...turning.value} />}
    </div>
  );
}

/** Tells the styles how much of the page lies under the foot: what must be reached keeps above it. */
function sayHeight(foot: HTMLElement | null): () => void {
  // The styles begin with this height: to be told it once more would make the browser go over all of the page again.
  let told = 0;
  const watcher = new ResizeObserver(() => {
    const isEmpty = foot?.querySelector('.foot-card, .foot-note') === null;
    const height = isEmpty ? 0 : (foot?.offsetHeight ?? 0);
    if (height === told) return;
    told = height;
    document.documentElement.style.setProperty('--foot', `${height}px`);
  });
  if (foot !== null) watcher.observe(foot);
  return () => watcher.disconnect();
}

function Progress() {
  const { done, total } = pass.value ?? { done: 0, total: 0 };
  return (
    <div class="foot-card progress">
      <label>
        <span>{word('checkingFeeds', { done, total })}</span>
        <progress max={Math.max(total, 1)} value={done} />
      </label>
      <button
        type="button"
        class="quiet-button"
        data-action="cancel-check"
        onClick={() => void actions.cancelCheck()}
      >
        {word('cancel')}
      </button>
    </div>
  );
}

/** An action of very many posts is taken back while one goes on reading. */
function Turning({ done, total }: { done: number; total: number }) {
  return (
    <div class="foot-card progress" data-progress="turning">
      <label>
        <span>{word('turningPosts', { done, total })}</span>
        <progress max={total} value={done} />
      </label>
    </div>
  );
}

/** Feeds that have failed three times in a row: said once, so that none fails unseen. */
function FailingNotice() {
  const [first] = untold.value;
  if (first === undefined) return null;
  return (
    <div class="foot-card notice" data-untold={untold.value.length}>
      <span>{counted('feedsFail', untold.value.length, { name: nameOf(first.feed) })}</span>
      <button
        type="button"
        class="quiet-button"
        data-action="show-failing"
        onClick={() => void showFailing()}
      >
        {word('showFailing')}
      </button>
      <IconButton action="note-failing" label={word('close')} onClick={() => void noteSeen()}>
        <CloseIcon />
      </IconButton>
    </div>
  );
}

function Notice() {
  if (notice.value === undefined) return null;
  const { text, offers } = notice.value;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at it only keeps it from going away
    <div
      class="foot-card notice"
      data-offers={offers}
      onMouseEnter={() => holdNotice(true)}
      onMouseLeave={() => holdNotice(false)}
      onFocusCapture={() => holdNotice(true)}
      onBlurCapture={() => holdNotice(false)}
    >
      <span dir="auto">{text}</span>
      {offers === 'account' && (
        <a class="quiet-button" href="#/account" data-action="go-account">
          {word('account')}
        </a>
      )}
      {(offers === 'undo' || offers === 'redo') && (
        <button type="button" class="quiet-button" data-action={offers} onClick={() => run(offers)}>
          <UndoIcon />
          {word(offers)}
          <kbd>{keyOf(offers)}</kbd>
        </button>
      )}
      <IconButton action="close-notice" label={word('close')} onClick={hideNotice}>
        <CloseIcon />
      </IconButton>
    </div>
  );
}
