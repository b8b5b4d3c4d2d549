import { browser } from '../browser.ts';
import { settingsKey } from '../storage/settings.ts';
import { later } from './ask-later.ts';

/** Plans all checks anew when a person changes how often feeds are asked. To be called at the worker's top level. */
export function followIntervals(): void {
  browser.storage.onChanged.addListener((changes: Record<string, Change>, area: string) => {
    const { oldValue, newValue } = (area === 'local' && changes[settingsKey]) || {};
    if (intervalIn(oldValue) !== intervalIn(newValue))
      void later('replan', undefined, Date.now(), Math.random);
  });
}

interface Change {
  oldValue?: unknown;
  newValue?: unknown;
}

function intervalIn(settings: unknown): unknown {
  return (settings as { checkEveryMinutes?: unknown } | undefined)?.checkEveryMinutes;
}
