import { useEffect, useState } from 'preact/hooks';
import { browser } from '../../browser.ts';
import { loadAlerts } from '../../storage/alerts.ts';
import { isViewKey, viewKey } from '../../storage/saved-view.ts';
import type { AlertsRow } from '../../storage/schema-rules.ts';
import { Bar } from '../components/Bar.tsx';
import { type Choice, PlaceChooser } from '../components/PlaceChooser.tsx';
import { requestNotifications } from '../permissions.ts';
import { chooseAlert } from '../rule-actions.ts';
import { feeds, folders, labelOf, nameOf, tags, views } from '../state/library.ts';
import { say } from '../state/notice.ts';
import { useLive } from '../state/use-live.ts';
import { word } from '../words.ts';
import { FocusSettings } from './FocusSettings.tsx';
import '../styles/rules.css';

/** What notifies, what the badge counts, and focus, which silences both. */
export function AlertsView() {
  const alerts = useLive(loadAlerts, []);
  return (
    <>
      <Bar title={word('alerts')} back="#/settings" backLabel={word('settings')} />
      <main class="screen page alerts">
        {alerts !== undefined && (
          <>
            <Notifications alerts={alerts} />
            <Badge alerts={alerts} />
          </>
        )}
        <FocusSettings />
      </main>
    </>
  );
}

function Notifications({ alerts }: { alerts: AlertsRow }) {
  const offered = [...feedChoices(), ...tagChoices(alerts.notifyTags)];
  const isChosen = inList(alerts.notifyFeeds, alerts.notifyTags);
  const add = async (choice: Choice) => {
    // Asked in the click: later the browser would not ask.
    if (await requestNotifications()) await change(choice, true);
    else say({ text: word('notifyDenied') });
  };
  const change = ({ kind, id }: Choice, isOn: boolean) =>
    chooseAlert(({ notifyFeeds, notifyTags }) =>
      kind === 'feed'
        ? { notifyFeeds: switched(notifyFeeds, Number(id), isOn) }
        : { notifyTags: switched(notifyTags, id, isOn) },
    );
  return (
    <section class="page-part">
      <h2>{word('notifications')}</h2>
      <p class="setting-text">{word('notificationsText')}</p>
      <Lacking isWanted={alerts.notifyFeeds.length + alerts.notifyTags.length > 0} />
      <PlaceChooser
        name="notify"
        label={word('chooseFeedOrTopic')}
        chosen={offered.filter(isChosen)}
        offered={offered.filter((choice) => !isChosen(choice))}
        none={word('notifyNone')}
        onAdd={(choice) => void add(choice)}
        onRemove={(choice) => void change(choice, false)}
      />
    </section>
  );
}

/** Something notifies, but the browser does not allow it any more. */
function Lacking({ isWanted }: { isWanted: boolean }) {
  const [isHeld, setIsHeld] = useState(true);
  useEffect(() => {
    browser.permissions.contains({ permissions: ['notifications'] }).then(setIsHeld, console.error);
  }, [isWanted]);
  if (!isWanted || isHeld) return null;
  return (
    <div class="banner trouble" role="alert">
      <span>{word('notifyLacking')}</span>
      <button
        type="button"
        class="button small"
        data-action="allow-notifications"
        onClick={() => void requestNotifications().then(setIsHeld)}
      >
        {word('notifyAllow')}
      </button>
    </div>
  );
}

function Badge({ alerts }: { alerts: AlertsRow }) {
  const places = [...folderChoices(), ...viewChoices(), ...tagChoices(alerts.badgeTags)];
  const isCounted = inList(alerts.badgeFolders, alerts.badgeTags);
  const change = ({ kind, id }: Choice, isOn: boolean) =>
    void chooseAlert(({ badgeFolders, badgeTags }) =>
      kind === 'folder'
        ? { badgeFolders: switched(badgeFolders, Number(id), isOn) }
        : { badgeTags: switched(badgeTags, id, isOn) },
    );
  const leaveOut = ({ id }: Choice, isOut: boolean) =>
    void chooseAlert(({ offBadgeFeeds }) => ({ offBadgeFeeds: switched(offBadgeFeeds, Number(id), isOut) }));
  const isLeftOut = inList(alerts.offBadgeFeeds, []);
  return (
    <section class="page-part">
      <h2>{word('badge')}</h2>
      <p class="setting-text">{word('badgeText')}</p>
      <PlaceChooser
        name="badge"
        label={word('choosePlace')}
        chosen={places.filter(isCounted)}
        offered={places.filter((choice) => !isCounted(choice))}
        none={word('badgeAll')}
        onAdd={(choice) => change(choice, true)}
        onRemove={(choice) => change(choice, false)}
      />
      <h3>{word('badgeLeftOut')}</h3>
      <p class="setting-text">{word('badgeLeftOutText')}</p>
      <PlaceChooser
        name="off-badge"
        label={word('chooseFeed')}
        chosen={feedChoices().filter(isLeftOut)}
        offered={feedChoices().filter((choice) => !isLeftOut(choice))}
        none={word('badgeNoneLeftOut')}
        onAdd={(choice) => leaveOut(choice, true)}
        onRemove={(choice) => leaveOut(choice, false)}
      />
    </section>
  );
}

function feedChoices(): Choice[] {
  return (feeds.value ?? []).map((feed) => ({ kind: 'feed', id: String(feed.id), name: nameOf(feed) }));
}

function folderChoices(): Choice[] {
  return folders.value.map((folder) => ({ kind: 'folder', id: String(folder.id), name: folder.title }));
}

function viewChoices(): Choice[] {
  return views.value.map(({ id, name }) => ({ kind: 'savedView', id: viewKey(id), name }));
}

/** The tags there are, and those chosen that no post carries at the moment. */
function tagChoices(chosen: readonly string[]): Choice[] {
  const keys = new Set([...tags.value.map(({ key }) => key), ...chosen.filter((key) => !isViewKey(key))]);
  return [...keys].map((key) => ({ kind: 'topic', id: key, name: labelOf(key) }));
}

function inList(ids: readonly number[], keys: readonly string[]): (choice: Choice) => boolean {
  return ({ kind, id }) =>
    kind === 'topic' || kind === 'savedView' ? keys.includes(id) : ids.includes(Number(id));
}

function switched<T>(list: readonly T[], item: T, isOn: boolean): T[] {
  const others = list.filter((each) => each !== item);
  return isOn ? [...others, item] : others;
}
