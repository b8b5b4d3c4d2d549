import { noteRestoredSeen } from '../../storage/restored.ts';
import { IconButton } from '../components/IconButton.tsx';
import { CloseIcon } from '../components/icons.tsx';
import { restored } from '../state/restored.ts';
import { storeTrouble } from '../state/store.ts';
import { instantWords } from '../times.ts';
import { counted, locale, word } from '../words.ts';

/** The browser had cleared the store, and what came back; or it has closed the store. */
export function RestoredNotice() {
  if (storeTrouble.value !== undefined)
    return (
      <div class="foot-card notice" data-store-lost>
        <span>{word('storeLost')}</span>
        <button
          type="button"
          class="quiet-button"
          data-action="reload-panel"
          onClick={() => location.reload()}
        >
          {word('tryAgain')}
        </button>
      </div>
    );
  const row = restored.value;
  if (row === undefined || row.seen) return null;
  return (
    <div class="foot-card notice" data-restored={row.feeds}>
      <span>{counted('restoredNote', row.feeds, { when: instantWords(row.madeAt, locale.value) })}</span>
      <IconButton action="close-restored" label={word('close')} onClick={() => void noteRestoredSeen()}>
        <CloseIcon />
      </IconButton>
    </div>
  );
}
