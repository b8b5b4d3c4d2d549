import { MOST_COUNTED } from '../../storage/count-between.ts';
import { counted, digits, word } from '../words.ts';
import { UpIcon } from './icons.tsx';

interface Props {
  count: number;
  /** They are not new: their reading was taken back. */
  areBack?: boolean;
  onClick(): void;
}

/** Posts wait behind this: nothing moves until the reader asks. In a narrow panel it shows the number alone. */
export function NewPill({ count, areBack, onClick }: Props) {
  const most = MOST_COUNTED - 1;
  const newWords = count > most ? word('moreNewPosts', { count: most }) : counted('newPosts', count);
  const said = areBack ? counted('backPosts', count) : newWords;
  return (
    <div class="new-pill-place" role="status">
      {count > 0 && (
        <button
          type="button"
          class="new-pill"
          data-action="refresh"
          data-many={count > most || undefined}
          title={said}
          onClick={onClick}
        >
          <UpIcon />
          <span class="new-pill-words">{said}</span>
          <span class="new-pill-number" aria-hidden="true">
            {count > most ? `${digits(most)}+` : digits(count)}
          </span>
        </button>
      )}
    </div>
  );
}
