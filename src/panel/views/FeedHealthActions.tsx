import { useState } from 'preact/hooks';
import type { FeedRow } from '../../storage/schema.ts';
import * as actions from '../actions.ts';
import { now } from '../state/clock.ts';
import { sheet } from '../state/sheet.ts';
import { counted, word } from '../words.ts';
import { FindAddress } from './FindAddress.tsx';

const daysOffered = [1, 7, 30, 90];

/** What can be done about a feed. */
export function FeedHealthActions({ feed }: { feed: FeedRow }) {
  const [isSearching, setIsSearching] = useState(false);
  const isResting = feed.pausedAt !== undefined || (feed.snoozedUntilAt ?? 0) > now.value;
  const button = (action: string, label: string, act: () => unknown, look = '') => (
    <button type="button" class={`button small ${look}`} data-action={action} onClick={() => void act()}>
      {label}
    </button>
  );
  return (
    <>
      <div class="health-actions">
        {button('check-feed', word('checkNow'), () => actions.checkNow([feed.id]))}
        {button('edit-feed', word('edit'), () => {
          sheet.value = { kind: 'feed', feedId: feed.id };
        })}
        {button('find-address', word('findAddress'), () => setIsSearching(true))}
        {isResting
          ? button('resume-feed', word('resumeChecks'), () => actions.resume(feed.id))
          : button('pause-feed', word('pauseChecks'), () => actions.pause(feed.id))}
        {button(
          feed.mutedAt === undefined ? 'mute-feed' : 'unmute-feed',
          word(feed.mutedAt === undefined ? 'mute' : 'unmute'),
          () => actions.setMuted(feed.id, feed.mutedAt === undefined),
        )}
        {!isResting && (
          <select
            class="small"
            data-action="snooze-feed"
            aria-label={word('snooze')}
            value=""
            onChange={(event) => void actions.snooze(feed.id, Number(event.currentTarget.value))}
          >
            <option value="">{word('snooze')}</option>
            {daysOffered.map((days) => (
              <option key={days} value={days}>
                {counted('days', days)}
              </option>
            ))}
          </select>
        )}
        {button('unsubscribe', word('unsubscribe'), () => actions.unfollow(feed.id), 'danger')}
      </div>
      {isSearching && <FindAddress feed={feed} />}
    </>
  );
}
