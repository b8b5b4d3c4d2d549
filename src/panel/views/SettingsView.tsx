import { useEffect, useState } from 'preact/hooks';
import { allOrigins, browser } from '../../browser.ts';
import { defaults, type Settings } from '../../storage/settings.ts';
import * as actions from '../actions.ts';
import { Bar } from '../components/Bar.tsx';
import { Setting } from '../components/Setting.tsx';
import { everyWords, intervalsOffered } from '../intervals.ts';
import { giveBack, request } from '../permissions.ts';
import { settings } from '../state/settings.ts';
import { digits, locale, word, wordOf } from '../words.ts';
import { languages } from '../words-file.ts';
import { DevicesSettings } from './DevicesSettings.tsx';
import { KeepSettings } from './KeepSettings.tsx';
import { KeySettings } from './KeySettings.tsx';
import { SettingsLinks } from './SettingsLinks.tsx';

const textSizes = [80, 90, 100, 110, 125, 150, 175, 200];

/** Every setting with a sentence and its default. A change holds at once. */
export function SettingsView() {
  const now = settings.value;
  const set = (patch: Partial<Settings>) => void actions.choose(patch);
  return (
    <>
      <Bar title={word('settings')} back="#/feeds" />
      <main class="screen page settings">
        <SettingsLinks />
        <h2>{word('setLooks')}</h2>
        <Setting
          name="theme"
          options={(['system', 'light', 'dark'] as const).map((value) => [value, word(`theme_${value}`)])}
          value={now.theme}
          standard={defaults.theme}
          onChoose={(theme) => set({ theme })}
        />
        <Setting
          name="textSize"
          options={textSizes.map((size) => [String(size), percent(size)])}
          value={String(now.textSize)}
          standard={String(defaults.textSize)}
          onChoose={(size) => set({ textSize: Number(size) })}
        />
        <Setting
          name="density"
          options={(['compact', 'comfortable', 'full'] as const).map((value) => [
            value,
            word(`density_${value}`),
          ])}
          value={now.density}
          standard={defaults.density}
          onChoose={(density) => set({ density })}
        />
        <Setting
          name="language"
          options={[['', word('languageBrowser')], ...Object.entries(languages)]}
          value={now.language}
          standard={defaults.language}
          onChoose={(language) => set({ language })}
        />
        <h2>{word('setReading')}</h2>
        <Setting
          name="unreadOnly"
          options={yesNo()}
          value={String(now.unreadOnly)}
          standard={String(defaults.unreadOnly)}
          onChoose={(value) => set({ unreadOnly: value === 'true' })}
        />
        <Setting
          name="order"
          options={(['newest', 'oldest'] as const).map((value) => [value, word(`order_${value}`)])}
          value={now.order}
          standard={defaults.order}
          onChoose={(order) => set({ order })}
        />
        <Setting
          name="topicOrder"
          options={[
            ['time', word('topicOrder_time')],
            ['views', word('order_views')],
          ]}
          value={now.topicOrder}
          standard={defaults.topicOrder}
          onChoose={(topicOrder) => set({ topicOrder })}
        />
        <Setting
          name="postsPerFeedAndDay"
          options={[...new Set([0, 3, 5, 10, 20, now.postsPerFeedAndDay])]
            .sort((a, b) => a - b)
            .map((count) => [String(count), count === 0 ? word('postsAll') : digits(count)])}
          value={String(now.postsPerFeedAndDay)}
          standard={String(defaults.postsPerFeedAndDay)}
          onChoose={(value) => set({ postsPerFeedAndDay: Number(value) })}
        />
        <Setting
          name="markReadOnScroll"
          options={yesNo()}
          value={String(now.markReadOnScroll)}
          standard={String(defaults.markReadOnScroll)}
          onChoose={(value) => set({ markReadOnScroll: value === 'true' })}
        />
        <Setting
          name="pictures"
          options={(['load', 'ask', 'never'] as const).map((value) => [value, word(`pictures_${value}`)])}
          value={now.pictures}
          standard={defaults.pictures}
          onChoose={(pictures) => set({ pictures })}
        />
        <Setting
          name="zone"
          options={(['local', 'gmt'] as const).map((value) => [value, word(`zone_${value}`)])}
          value={now.zone}
          standard={defaults.zone}
          onChoose={(zone) => set({ zone })}
        />
        <h2>{word('setChecks')}</h2>
        <Setting
          name="checkEveryMinutes"
          options={[...new Set([0, ...intervalsOffered, now.checkEveryMinutes])]
            .sort((a, b) => a - b)
            .map((minutes) => [String(minutes), minutes === 0 ? word('asLearned') : everyWords(minutes)])}
          value={String(now.checkEveryMinutes)}
          standard={String(defaults.checkEveryMinutes)}
          onChoose={(value) => set({ checkEveryMinutes: Number(value) })}
        />
        <Setting
          name="onMetered"
          options={(['as-usual', 'rarer', 'never'] as const).map((value) => [
            value,
            wordOf('onMetered', value) ?? value,
          ])}
          value={now.onMetered}
          standard={defaults.onMetered}
          onChoose={(onMetered) => set({ onMetered })}
        />
        <AllSites />
        <KeepSettings />
        <DevicesSettings />
        <KeySettings />
      </main>
    </>
  );
}

function percent(size: number): string {
  return new Intl.NumberFormat(locale.value, { style: 'percent' }).format(size / 100);
}

function yesNo(): [string, string][] {
  return [
    ['true', word('yes')],
    ['false', word('no')],
  ];
}

/** The permission to read all sites, given or taken in one click. */
function AllSites() {
  const [isHeld, setIsHeld] = useState<boolean>();
  useEffect(() => {
    void browser.permissions.contains({ origins: allOrigins }).then(setIsHeld);
  }, []);
  const change = async () => {
    if (isHeld) await giveBack(allOrigins);
    else await request(allOrigins);
    setIsHeld(await browser.permissions.contains({ origins: allOrigins }));
  };
  if (isHeld === undefined) return null;
  return (
    <div class="setting">
      <div>
        <strong>{word('set_allSites')}</strong>
        <p class="setting-text">{word(isHeld ? 'allSitesHeld' : 'allSitesAsked')}</p>
        <small>{word('default', { value: word('askPerSite') })}</small>
      </div>
      <button
        type="button"
        class="button"
        data-action={isHeld ? 'give-back-all' : 'grant-all'}
        onClick={() => void change()}
      >
        {word(isHeld ? 'askPerSite' : 'allowAll')}
      </button>
    </div>
  );
}
