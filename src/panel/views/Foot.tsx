import * as actions from '../actions.ts';
import { run } from '../commands.ts';
import { IconButton } from '../components/IconButton.tsx';
import { CloseIcon, OfflineIcon, UndoIcon } from '../components/icons.tsx';
import { keyOf } from '../keyboard.ts';
import { isAsking, isChecking, pass } from '../state/library.ts';
import { hideNotice, holdNotice, notice } from '../state/notice.ts';
import { isOnline } from '../state/online.ts';
import { route } from '../state/route.ts';
import { word } from '../words.ts';

/** What lies over the foot of the page: the last notice, that there is no network, and the progress of a check that was asked for. */
export function Foot() {
  return (
    <div class="foot">
      <div role="status">
        <Notice />
        {!isOnline.value && (
          <p class="foot-note">
            <OfflineIcon />
            {word('offline')}
          </p>
        )}
      </div>
      {isAsking.value && isChecking.value && route.value.view !== 'import' && <Progress />}
    </div>
  );
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

function Notice() {
  if (notice.value === undefined) return null;
  const { text, offers } = notice.value;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at it only keeps it from going away
    <div
      class="foot-card notice"
      onMouseEnter={() => holdNotice(true)}
      onMouseLeave={() => holdNotice(false)}
      onFocusCapture={() => holdNotice(true)}
      onBlurCapture={() => holdNotice(false)}
    >
      <span dir="auto">{text}</span>
      {offers !== undefined && (
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
