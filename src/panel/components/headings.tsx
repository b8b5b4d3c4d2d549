import { keyOf } from '../keyboard.ts';
import { hrefOf } from '../state/route.ts';
import { counted, digits, word } from '../words.ts';
import { FeedIcon } from './FeedIcon.tsx';
import { CheckAllIcon } from './icons.tsx';

interface DayProps {
  name: string;
  date: string;
  /** How many of its posts are unread; undefined until it is known. */
  count: number | undefined;
  /** Are they more than that? */
  isMore: boolean;
  onMarkRead(): void;
}

/** The day a part of the river belongs to; it stays in sight while its posts pass. */
export function DayHeading({ name, date, count, isMore, onMarkRead }: DayProps) {
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
          {isMore ? `${digits(count - 1)}+` : digits(count)}
        </button>
      )}
    </header>
  );
}

/** The feed that the posts below come from. */
export function FeedHeading({ feedId, name }: { feedId: number; name: string }) {
  return (
    <h3 class="feed-heading">
      <FeedIcon feedId={feedId} name={name} />
      <a href={hrefOf({ view: 'feed', id: feedId })} dir="auto">
        {name}
      </a>
    </h3>
  );
}
