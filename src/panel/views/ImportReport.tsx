import { hostOf } from '../address.ts';
import { MarkReadIcon } from '../components/icons.tsx';
import { now } from '../state/clock.ts';
import type { Report } from '../state/importing.ts';
import { checks, nameOf } from '../state/library.ts';
import { lacksPermission, troubleOf } from '../trouble.ts';
import { counted, word, wordOf } from '../words.ts';
import { GrantPermission } from './GrantPermission.tsx';

/** What an import brought: how many feeds, which lines failed and why, which feeds bring nothing and why. */
export function ImportReport({ report }: { report: Report }) {
  const locked = report.troubled.filter((feed) => lacksPermission(checks.value.get(feed.id)));
  const troubled = report.troubled.filter((feed) => !locked.includes(feed));
  return (
    <section class="page-part report" data-report>
      <h2>
        <MarkReadIcon />
        {counted('importAdded', report.added)}
      </h2>
      {report.folders > 0 && <p>{counted('importFolders', report.folders)}</p>}
      {report.already > 0 && <p>{counted('importAlready', report.already)}</p>}
      <a class="button primary" href="#/river" data-action="go-river">
        {word('readNow')}
      </a>
      {report.failed.length > 0 && (
        <>
          <h3>{counted('linesFailed', report.failed.length)}</h3>
          <ul class="failures">
            {report.failed.map((failure) => (
              <li key={failure.line}>
                <strong>{word('line', { line: failure.line })}</strong>
                <bdi class="address">{failure.text}</bdi>
                <small>{wordOf('opml', failure.reason)}</small>
              </li>
            ))}
          </ul>
        </>
      )}
      <GrantPermission feeds={locked} />
      {troubled.length > 0 && (
        <>
          <h3>{counted('feedsTroubled', troubled.length)}</h3>
          <ul class="failures">
            {troubled.map((feed) => (
              <li key={feed.id}>
                <strong dir="auto">{nameOf(feed)}</strong>
                <bdi class="address">{hostOf(feed.url)}</bdi>
                <small>{troubleOf(checks.value.get(feed.id), now.value)}</small>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
