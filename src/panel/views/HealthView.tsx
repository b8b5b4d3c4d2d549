import '../styles/health.css';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { type FeedFacts, loadFeedFacts } from '../../storage/health.ts';
import type { FeedRow } from '../../storage/schema.ts';
import { Bar } from '../components/Bar.tsx';
import { Menu, MenuItem } from '../components/Menu.tsx';
import { groupsOf, type HealthGroup, healthGroups } from '../health-groups.ts';
import { now } from '../state/clock.ts';
import { shownGroup } from '../state/health.ts';
import { checks, feeds, isChecking, nameOf } from '../state/library.ts';
import { digits, locale, word } from '../words.ts';
import { CheckButton } from './CheckButton.tsx';
import { exportOpml } from './export-opml.ts';
import { FeedHealth } from './FeedHealth.tsx';
import { saveHealthReport } from './save-health-report.ts';

/** So many feeds are drawn at first, and with each press of the button at the end. */
const drawn = 60;

/** How the checks of all feeds go: who fails, who is silent, when each is asked next and why. */
export function HealthView() {
  const facts = useFacts();
  const [limit, setLimit] = useState(drawn);
  const all = feeds.value ?? [];
  const groups = useMemo(
    () =>
      new Map(
        all.map((feed) => [
          feed.id,
          groupsOf(feed, checks.value.get(feed.id), facts?.get(feed.id), now.value),
        ]),
      ),
    [feeds.value, checks.value, facts, now.value],
  );
  const shown = useMemo(
    () =>
      sorted(
        all.filter((feed) => groups.get(feed.id)?.has(shownGroup.value)),
        groups,
      ),
    [groups, shownGroup.value],
  );
  return (
    <>
      <Bar title={word('health')} count={shown.length} back="#/feeds">
        <CheckButton />
        <Menu>
          <MenuItem action="save-report" label={word('saveReport')} onClick={() => void saveHealthReport()} />
          <MenuItem
            action="export-opml-logins"
            label={word('exportWithLogins')}
            onClick={() => void exportOpml(true)}
          />
          <MenuItem action="go-settings" label={word('settings')} href="#/settings" />
        </Menu>
      </Bar>
      <main class="screen health">
        <Groups groups={groups} />
        {shown.length === 0 && feeds.value !== undefined && <p class="health-none">{word('healthNone')}</p>}
        <ul class="health-list">
          {shown.slice(0, limit).map((feed) => (
            <FeedHealth
              key={feed.id}
              feed={feed}
              check={checks.value.get(feed.id)}
              facts={facts?.get(feed.id)}
            />
          ))}
        </ul>
        {shown.length > limit && (
          <button
            type="button"
            class="button wide"
            data-action="show-more"
            onClick={() => setLimit(limit + drawn)}
          >
            {word('showMore')}
          </button>
        )}
      </main>
    </>
  );
}

/** Loaded anew when a pass of checks has ended. */
function useFacts(): Map<number, FeedFacts> | undefined {
  const [facts, setFacts] = useState<Map<number, FeedFacts>>();
  useEffect(() => {
    if (!isChecking.value || facts === undefined) loadFeedFacts().then(setFacts, console.error);
  }, [isChecking.value, feeds.value?.length]);
  return facts;
}

function Groups({ groups }: { groups: Map<number, Set<HealthGroup>> }) {
  const counts = healthGroups.map(
    (group) => [group, [...groups.values()].filter((of) => of.has(group)).length] as const,
  );
  return (
    <fieldset class="health-groups" aria-label={word('healthGroups')}>
      {counts
        .filter(([group, count]) => count > 0 || group === 'all' || group === shownGroup.value)
        .map(([group, count]) => (
          <button
            key={group}
            type="button"
            class="health-group"
            data-action={`show-${group}`}
            aria-pressed={group === shownGroup.value}
            onClick={() => {
              shownGroup.value = group;
            }}
          >
            {word(`group_${group}`)} <span>{digits(count)}</span>
          </button>
        ))}
    </fieldset>
  );
}

/** Those in trouble first, then by name. */
function sorted(list: FeedRow[], groups: Map<number, Set<HealthGroup>>): FeedRow[] {
  const rank = (feed: FeedRow) => Number(!groups.get(feed.id)?.has('failing'));
  const { compare } = new Intl.Collator(locale.value);
  return list.sort((a, b) => rank(a) - rank(b) || compare(nameOf(a), nameOf(b)));
}
