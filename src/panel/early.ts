/**
 * Runs before the panel's scripts are here, as a script of its own (test/tools/build-early.ts): opens the database, asks for
 * the settings, and begins with their answer to read the words and the river's first page. What would read these later
 * finds them begun. Another screen, another account, or a browser that cannot read an index backwards: then nothing is
 * begun, and nothing is missed.
 */
import '../storage/open-early.ts';
import { gmtDays, localDays } from '../feeds/days.ts';
import { accountKey, localStore, storeIn } from '../storage/account.ts';
import { handOver } from '../storage/hand-over.ts';
import { askEarly } from '../storage/local-value.ts';
import { defaults, type Settings, settingsKey } from '../storage/settings.ts';
import { readTopOfRiver } from './state/first-page.ts';
import { nameOfView, type View } from './state/list-pages.ts';
import { readWordsAhead } from './words-file.ts';

void begin(askEarly([accountKey, settingsKey])).catch(() => {});

async function begin(answer: Promise<Record<string, unknown>>): Promise<void> {
  const { [settingsKey]: settings, [accountKey]: account } = await answer;
  // Not checked: what is begun is told by these, and taken only if it is what the panel would ask for.
  const { language, order, unreadOnly, zone } = { ...defaults, ...(settings as Partial<Settings>) };
  readWordsAhead(language);
  const isRiver = ['', '#/', '#/river'].includes(location.hash);
  const readsBackwards = 'getAllRecords' in IDBObjectStore.prototype;
  if (!isRiver || storeIn(account) !== localStore || !readsBackwards) return;
  const days = zone === 'gmt' ? gmtDays : localDays;
  const river: View = { scope: { kind: 'all' }, unreadOnly, order, days };
  handOver(nameOfView(river), readTopOfRiver(river));
}
