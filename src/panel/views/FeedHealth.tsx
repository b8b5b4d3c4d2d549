import { useState } from 'preact/hooks';
import { isTrouble } from '../../feeds/outcome.ts';
import type { FeedFacts } from '../../storage/health.ts';
import { postsByWeek } from '../../storage/health.ts';
import type { CheckRow, FeedRow } from '../../storage/schema.ts';
import { FeedIcon } from '../components/FeedIcon.tsx';
import { outcomeWords } from '../outcome-words.ts';
import { now } from '../state/clock.ts';
import { nameOf } from '../state/library.ts';
import { distanceWords } from '../times.ts';
import { lacksPermission } from '../trouble.ts';
import { locale, word } from '../words.ts';
import { CheckHistory } from './CheckHistory.tsx';
import { FeedHealthActions } from './FeedHealthActions.tsx';
import { GrantPermission } from './GrantPermission.tsx';
import { HealthFacts } from './HealthFacts.tsx';
import { RefusedRedirect } from './RefusedRedirect.tsx';
import { WeeksSparkline } from './WeeksSparkline.tsx';

interface Props {
  feed: FeedRow;
  check: CheckRow | undefined;
  facts: FeedFacts | undefined;
}

/** One feed of the health page: a line that says how it does, and behind it all that is known and can be done. */
export function FeedHealth({ feed, check, facts }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const outcome = check?.outcome;
  return (
    <li class="health-feed" data-feed-id={feed.id} data-trouble={isTrouble(outcome) || undefined}>
      <details onToggle={(event) => setIsOpen(event.currentTarget.open)}>
        <summary>
          <FeedIcon feedId={feed.id} name={nameOf(feed)} />
          <span class="health-name">
            <bdi>{nameOf(feed)}</bdi>
          </span>
          <WeeksSparkline name={feed.id} count={(at, weeks) => postsByWeek(feed.id, at, weeks)} />
          <span class="health-state">
            {stateWords(feed) ?? (outcome === undefined ? word('never') : outcomeWords(outcome, now.value))}
          </span>
          <span class="health-next">{nextWords(check)}</span>
        </summary>
        {isOpen && (
          <div class="health-inside">
            {lacksPermission(check) && <GrantPermission feeds={[feed]} />}
            {outcome?.kind === 'failed' && outcome.why === 'redirect-refused' && (
              <RefusedRedirect feed={feed} to={outcome.detail ?? ''} />
            )}
            <HealthFacts feed={feed} check={check} facts={facts} />
            <FeedHealthActions feed={feed} />
            <CheckHistory feedId={feed.id} />
          </div>
        )}
      </details>
    </li>
  );
}

/** What the person made of it, which goes before what its server says. */
function stateWords(feed: FeedRow): string | undefined {
  const until = feed.snoozedUntilAt ?? 0;
  if (feed.pausedAt !== undefined) return word('statePaused');
  if (until > now.value) return word('stateSnoozed', { when: distanceWords(until, now.value, locale.value) });
  return feed.mutedAt === undefined ? undefined : word('stateMuted');
}

function nextWords(check: CheckRow | undefined): string {
  if (check?.nextAt === undefined) return '';
  return word('nextIn', { when: distanceWords(Math.max(check.nextAt, now.value), now.value, locale.value) });
}
