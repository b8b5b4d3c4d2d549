import { keyOf } from '../keyboard.ts';
import { word } from '../words.ts';
import { CheckAllIcon } from './icons.tsx';

interface Props {
  unreadOnly: boolean;
  onChoose(unreadOnly: boolean): void;
  onMarkAllRead(): void;
}

/** Over a list: unread or all, and mark all read. */
export function ListTools({ unreadOnly, onChoose, onMarkAllRead }: Props) {
  return (
    <div class="list-tools">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset brings a border that no style takes away in all browsers */}
      <div class="segments" role="group" aria-label={word('show')}>
        <button
          type="button"
          data-action="show-unread"
          aria-pressed={unreadOnly}
          onClick={() => onChoose(true)}
        >
          {word('unread')}
        </button>
        <button
          type="button"
          data-action="show-all"
          aria-pressed={!unreadOnly}
          onClick={() => onChoose(false)}
        >
          {word('all')}
        </button>
      </div>
      <button
        type="button"
        class="quiet-button"
        data-action="mark-all-read"
        aria-label={word('markAllRead')}
        title={`${word('markAllRead')} (${keyOf('mark-all-read')})`}
        onClick={onMarkAllRead}
      >
        <CheckAllIcon />
        <span class="label">{word('markAllRead')}</span>
      </button>
    </div>
  );
}
