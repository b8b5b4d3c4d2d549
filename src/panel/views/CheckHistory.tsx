import { loadCheckLog } from '../../storage/check-history.ts';
import type { CheckLine } from '../../storage/schema-checks.ts';
import { lineWords } from '../outcome-words.ts';
import { sizeWords } from '../sizes.ts';
import { now } from '../state/clock.ts';
import { reckon } from '../state/settings.ts';
import { useLive } from '../state/use-live.ts';
import { agoWords, exactTime } from '../times.ts';
import { counted, digits, locale, word } from '../words.ts';

/** The last checks of a feed, the newest first. */
export function CheckHistory({ feedId }: { feedId: number }) {
  const log = useLive(() => loadCheckLog(feedId), [feedId]);
  if (log === undefined || log.lines.length === 0) return null;
  return (
    <details class="history">
      <summary data-action="show-history">{counted('lastChecks', log.lines.length)}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{word('logWhen')}</th>
            <th scope="col">{word('logOutcome')}</th>
            <th scope="col">{word('logSize')}</th>
            <th scope="col">{word('logTime')}</th>
          </tr>
        </thead>
        <tbody>
          {log.lines.map((line) => (
            <Line key={line.at} line={line} />
          ))}
        </tbody>
      </table>
    </details>
  );
}

function Line({ line }: { line: CheckLine }) {
  return (
    <tr>
      <td>
        <time dateTime={new Date(line.at).toISOString()} title={exactTime(line.at, reckon.value)}>
          {agoWords(line.at, now.value, locale.value)}
        </time>
      </td>
      <td>
        {line.status !== undefined && <b>{String(line.status)}</b>} {lineWords(line.outcome, line.why)}
      </td>
      <td>{line.bytes === 0 ? '–' : sizeWords(line.bytes)}</td>
      <td>{word('milliseconds', { ms: digits(line.ms) })}</td>
    </tr>
  );
}
