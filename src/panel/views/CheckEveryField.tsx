import { checkFeedEvery } from '../../storage/replan.ts';
import type { FeedRow } from '../../storage/schema.ts';
import { everyWords, intervalsOffered } from '../intervals.ts';
import { word } from '../words.ts';

/** How often this one feed is asked, where that is not as for all. */
export function CheckEveryField({ feed }: { feed: FeedRow }) {
  const own = feed.checkEveryMinutes;
  const offered = [...new Set([...intervalsOffered, ...(own === undefined ? [] : [own])])].sort(
    (a, b) => a - b,
  );
  const choose = (minutes: number) =>
    checkFeedEvery(feed.id, minutes === 0 ? undefined : minutes, Date.now(), Math.random);
  return (
    <label class="field">
      <span>{word('checkThisFeed')}</span>
      <select
        data-action="check-feed-every"
        value={own ?? 0}
        onChange={(event) => void choose(Number(event.currentTarget.value))}
      >
        <option value={0}>{word('asForAll')}</option>
        {offered.map((minutes) => (
          <option key={minutes} value={minutes}>
            {everyWords(minutes)}
          </option>
        ))}
      </select>
    </label>
  );
}
