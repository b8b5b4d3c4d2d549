import { keyOf } from '../keyboard.ts';
import { hrefOf } from '../state/route.ts';
import { counted, digits, word } from '../words.ts';
import { CheckAllIcon } from './icons.tsx';
import { Monogram } from './Monogram.tsx';

interface DayProps {
  name: string;
  date: string;
  /** How many of its posts are unread; undefined until it is known. */
  count: number | undefined;
  onMarkRead(): void;
}

/** The day a part of the river belongs to; it stays in sight while its posts pass. */
export function DayHeading({ name, date, count, onMarkRead }: DayProps) {
  return (
    <header class="day-heading">
      <h2>
        <span class="day-name">{name}</span> <span class="day-date">{date}</span>
      </h2>
      {count !== undefined && count > 0 && (
        <button
          type="button"
          class="day-count"
          data-action="mark-day"
          data-count={count}
          aria-label={`${word('keyMarkDay')}: ${counted('unreadPosts', count)}`}
          title={`${word('keyMarkDay')} (${keyOf('mark-day')})`}
          onClick={onMarkRead}
        >
          <CheckAllIcon />
          {digits(count)}
        </button>
      )}
    </header>
  );
}

/** The feed that the posts below come from. */
export function FeedHeading({ feedId, name }: { feedId: number; name: string }) {
  return (
    <h3 class="feed-heading">
      <Monogram name={name} seed={feedId} />
      <a href={hrefOf({ view: 'feed', id: feedId })} dir="auto">
        {name}
      </a>
    </h3>
  );
}
