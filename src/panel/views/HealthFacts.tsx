import { loadCheckLog } from '../../storage/check-history.ts';
import { arrivalDelay, type FeedFacts } from '../../storage/health.ts';
import type { CheckRow, FeedRow } from '../../storage/schema.ts';
import { nextWords } from '../next-words.ts';
import { outcomeWords } from '../outcome-words.ts';
import { sizeWords } from '../sizes.ts';
import { now } from '../state/clock.ts';
import { useLive } from '../state/use-live.ts';
import { agoWords, distanceWords } from '../times.ts';
import { counted, locale, word } from '../words.ts';

interface Props {
  feed: FeedRow;
  check: CheckRow | undefined;
  facts: FeedFacts | undefined;
}

/** All that is known of a feed's checks, as name and value. */
export function HealthFacts({ feed, check, facts }: Props) {
  const log = useLive(() => loadCheckLog(feed.id), [feed.id]);
  const delay = useLive(() => arrivalDelay(feed.id), [feed.id]);
  const ago = (at: number | undefined) =>
    at === undefined ? word('never') : agoWords(at, now.value, locale.value);
  const comes = (at: number) => distanceWords(Math.max(at, now.value), now.value, locale.value);
  const requests = (log?.days ?? []).reduce((sum, day) => sum + day.requests, 0);
  const bytes = (log?.days ?? []).reduce((sum, day) => sum + day.bytes, 0);
  return (
    <dl class="facts">
      <dt>{word('lastSuccess')}</dt>
      <dd>{ago(check?.lastGoodAt)}</dd>
      <dt>{word('lastCheck')}</dt>
      <dd>
        {ago(check?.lastAt)}
        {check?.outcome !== undefined && <small>{outcomeWords(check.outcome, now.value)}</small>}
      </dd>
      <dt>{word('nextCheck')}</dt>
      <dd>
        {check?.nextAt === undefined ? word('notPlanned') : comes(check.nextAt)}
        {check?.why !== undefined && <small>{nextWords(check.why)}</small>}
      </dd>
      <dt>{word('postsAWeek')}</dt>
      <dd>{rate(facts?.postsAWeek ?? 0)}</dd>
      {delay !== undefined && (
        <>
          <dt>{word('delay')}</dt>
          <dd>{durationWords(delay)}</dd>
        </>
      )}
      <dt>{word('in30Days')}</dt>
      <dd>{counted('requests', requests, { size: sizeWords(bytes) })}</dd>
      <dt>{word('address')}</dt>
      <dd class="address">{feed.url}</dd>
      {feed.moved !== undefined && (
        <>
          <dt>{word('movedFrom')}</dt>
          <dd class="address">
            {feed.moved.from}
            <small>{ago(feed.moved.at)}</small>
          </dd>
        </>
      )}
    </dl>
  );
}

function rate(postsAWeek: number): string {
  return new Intl.NumberFormat(locale.value, { maximumFractionDigits: postsAWeek < 10 ? 1 : 0 }).format(
    postsAWeek,
  );
}

function durationWords(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 120) return counted('minutes', minutes);
  return minutes < 2880
    ? counted('hours', Math.round(minutes / 60))
    : counted('days', Math.round(minutes / 1440));
}
