/** The walls between the rooms of src, as tables: which room may import which, and which package has which door. */

export const ROOMS = [
  'browser',
  'messages',
  'badge',
  'feeds',
  'devices',
  'storage',
  'sync',
  'background',
  'panel',
  'offscreen',
] as const;
export type Room = (typeof ROOMS)[number];

/** What a room may import beside itself. */
export const MAY_IMPORT: Record<Room, Room[]> = {
  browser: [],
  feeds: [],
  devices: ['feeds'],
  messages: ['browser'],
  storage: ['feeds', 'devices', 'browser'],
  badge: ['storage', 'browser'],
  sync: ['feeds', 'storage'],
  background: ['feeds', 'storage', 'messages', 'badge', 'browser', 'offscreen'],
  panel: ['feeds', 'devices', 'storage', 'messages', 'badge', 'browser'],
  offscreen: ['messages', 'devices', 'storage', 'panel', 'sync'],
};

/** Of these a room may take types only. */
export const MAY_IMPORT_TYPES: Partial<Record<Room, Room[]>> = { messages: ['feeds'] };

/** One door a dependency: the beginning of the path that may import it. */
export const DOORS: Record<string, string> = {
  dexie: 'src/storage/',
  dompurify: 'src/panel/sanitize.ts',
  lowlight: 'src/panel/reading/highlight.ts',
  diff: 'src/panel/reading/word-diff.ts',
  '@mozilla/readability': 'src/panel/reading/extract.ts',
  // Its types only.
  'webextension-polyfill': 'src/browser.ts',
  preact: 'src/panel/',
  '@preact/signals': 'src/panel/',
  entities: 'src/feeds/',
};

interface Forbidden {
  what: RegExp;
  /** Where it is forbidden: the beginning of a path. */
  where: string;
  /** The only files that may hold it all the same. */
  except?: string[];
  why: string;
}

export const FORBIDDEN: Forbidden[] = [
  { what: /from '\.\.\/\.\.\/storage\//, where: 'src/sync/greader/', why: 'the protocol knows no database' },
  {
    what: /\bfetch\(/,
    where: 'src/sync/',
    except: ['src/sync/greader/transport.ts'],
    why: 'one door to the server',
  },
  { what: /\bfetch\(|XMLHttpRequest/, where: 'src/feeds/', why: 'the core asks no server' },
  { what: /\bDate\.now\b|new Date\(\)|Math\.random/, where: 'src/feeds/', why: 'the core is given the time' },
  {
    what: /\bDOMParser\b|\b(window|navigator)\.|\bdocument\.(create|query|get|body|head)/,
    where: 'src/feeds/',
    why: 'the core has no DOM',
  },
  { what: /\b(chrome|browser)\.\w/, where: 'src/feeds/', why: 'the core has no browser' },
  {
    what: /\b(chrome|browser)\.\w|\bfetch\(|\bDate\.now\b|new Date\(\)|Math\.random|\bconsole\./,
    where: 'src/devices/',
    why: 'it is given all it knows, the day too',
  },
  { what: /\bconsole\./, where: 'src/feeds/', why: 'the core says nothing' },
  { what: /\bconsole\.(log|debug|info)\b/, where: 'src/', why: 'no diary in the console' },
  {
    what: /\b(innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|srcdoc|createContextualFragment)\b|document\.write/,
    where: 'src/',
    except: ['src/panel/sanitize.ts'],
    why: 'strings become markup in sanitize.ts only',
  },
  { what: /\beval\(|new Function\(/, where: 'src/', why: 'no string becomes code' },
  {
    what: /\b(fetch\(|XMLHttpRequest|sendBeacon|new WebSocket|new EventSource)/,
    where: 'src/panel/',
    except: ['src/panel/words-file.ts'],
    why: 'the worker alone asks the network',
  },
  { what: /\b(alert|confirm|prompt)\(/, where: 'src/panel/', why: 'nothing stops the reader with a box' },
  {
    what: /\bchrome\.\w/,
    where: 'src/',
    except: ['src/browser.ts'],
    why: 'browser.ts is the only door to the API',
  },
  {
    what: /\bimport\(/,
    where: 'src/background/',
    except: ['src/background/ask-hidden.ts', 'src/background/ask-later.ts'],
    why: 'ask-later.ts loads all that is not needed before the first request',
  },
  {
    what: /\bfrom '\.\.\/offscreen\//,
    where: 'src/background/',
    why: 'what takes a DOM is loaded later, and by Firefox only',
  },
  {
    what: /\.count\(/,
    where: 'src/',
    // Plans of feeds are few; retention and the space used look at all posts by nature, and so does an index that is being rebuilt: none of it in reading or marking.
    except: ['due-feeds', 'checks', 'retention', 'usage', 'search/index-reader'].map(
      (name) => `src/storage/${name}.ts`,
    ),
    why: 'count() walks every key: counters are kept, and a list is counted to a limit',
  },
];

/** Addresses may stand in these files only: a list for the reader, and the names (not places) of XML vocabularies. */
export const MAY_NAME_ADDRESSES = ['src/panel/starters.ts', 'src/feeds/'];

/** Names that say nothing of what a file is for. */
export const EMPTY_NAMES = /(^|[-/])(utils?|helpers?|manager|service|misc|common|index)\.tsx?$/;

export const LONGEST_FILE = 300;
