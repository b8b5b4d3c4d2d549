import { countUnreadBetween, MOST_COUNTED } from '../../storage/count-between.ts';
import * as actions from '../actions.ts';
import { DayHeading } from '../components/headings.tsx';
import type { RiverDay } from '../state/cap.ts';
import { now } from '../state/clock.ts';
import { scope, unread } from '../state/listing.ts';
import { reckon } from '../state/settings.ts';
import { useLive } from '../state/use-live.ts';
import { dayHeading } from '../times.ts';

/** A day's heading with its unread number. A day that is listed to its end is counted from the list; of the last one the database is asked. */
export function DayHead({ day, isWhole }: { day: RiverDay; isWhole: boolean }) {
  const { dayAt } = day;
  const range = { fromAt: dayAt, beforeAt: reckon.value.days.next(dayAt) };
  const here = scope.value;
  const asked = useLive(async () => {
    if (isWhole || (here?.kind !== 'all' && here?.kind !== 'folder')) return undefined;
    return countUnreadBetween(here, range);
  }, [dayAt, here, isWhole]);
  const count = isWhole ? day.rows.filter(({ post }) => unread.value.has(post.id)).length : asked;
  return (
    <DayHeading
      {...dayHeading(dayAt, now.value, reckon.value)}
      count={count}
      isMore={!isWhole && count === MOST_COUNTED}
      onMarkRead={() => here && void actions.markRangeRead(here, range)}
    />
  );
}
