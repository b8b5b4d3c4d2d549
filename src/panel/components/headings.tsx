import { hrefOf } from '../state/route.ts';
import { Monogram } from './Monogram.tsx';

/** The day a part of the river belongs to; it stays in sight while its posts pass. */
export function DayHeading({ name, date }: { name: string; date: string }) {
  return (
    <h2 class="day-heading">
      <span class="day-name">{name}</span> <span class="day-date">{date}</span>
    </h2>
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
