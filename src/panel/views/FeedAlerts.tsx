import { useState } from 'preact/hooks';
import { loadAlerts } from '../../storage/alerts.ts';
import type { AlertsRow } from '../../storage/schema-rules.ts';
import { CheckField } from '../components/CheckField.tsx';
import { requestNotifications } from '../permissions.ts';
import { chooseAlert } from '../rule-actions.ts';
import { useLive } from '../state/use-live.ts';
import { word } from '../words.ts';

/** Does a feed notify, and does the badge leave it out? */
export function FeedAlerts({ feedId }: { feedId: number }) {
  const alerts = useLive(loadAlerts, []);
  const [isDenied, setIsDenied] = useState(false);
  const set = (list: 'notifyFeeds' | 'offBadgeFeeds', isOn: boolean) =>
    chooseAlert((now: AlertsRow) => {
      const others = now[list].filter((id) => id !== feedId);
      return { [list]: isOn ? [...others, feedId] : others };
    });
  const notify = async (isOn: boolean) => {
    // Asked in the click: later the browser would not ask.
    const isAllowed = !isOn || (await requestNotifications());
    setIsDenied(!isAllowed);
    if (isAllowed) await set('notifyFeeds', isOn);
  };
  return (
    <>
      <label class="check-field">
        <input
          type="checkbox"
          data-action="feed-notify"
          checked={alerts?.notifyFeeds.includes(feedId) === true}
          onClick={(event) => {
            // It is drawn checked once it holds.
            event.preventDefault();
            void notify(event.currentTarget.checked);
          }}
        />
        <span>
          {word('feedNotify')}
          {isDenied && <small class="danger-text">{word('notifyDenied')}</small>}
        </span>
      </label>
      <CheckField
        action="feed-off-badge"
        checked={alerts?.offBadgeFeeds.includes(feedId) === true}
        onChange={(isOut) => void set('offBadgeFeeds', isOut)}
      >
        {word('does_offBadge')}
      </CheckField>
    </>
  );
}
