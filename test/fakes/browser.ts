/** The extension APIs that our code uses, behaving as browsers do, in memory: Node has none. */
import { syncArea } from './sync-area.ts';

type Listener = (...args: never[]) => unknown;

function event() {
  const listeners = new Set<Listener>();
  return {
    addListener: (listener: Listener) => void listeners.add(listener),
    removeListener: (listener: Listener) => void listeners.delete(listener),
    hasListener: (listener: Listener) => listeners.has(listener),
    emit: (...args: unknown[]) =>
      [...listeners].map((listener) => (listener as (...all: unknown[]) => unknown)(...args)),
  };
}

type Area = Record<string, unknown>;

function area(name: string, stored: Record<string, Area>, onChanged: ReturnType<typeof event>) {
  const data = () => stored[name] ?? {};
  return {
    get: async (keys?: string | string[] | null) => {
      const wanted = [keys ?? Object.keys(data())].flat().filter((key) => key in data());
      return structuredClone(Object.fromEntries(wanted.map((key) => [key, data()[key]])));
    },
    set: async (values: Record<string, unknown>) => {
      const changes = Object.fromEntries(
        Object.entries(values).map(([key, newValue]) => [key, { oldValue: data()[key], newValue }]),
      );
      stored[name] = { ...data(), ...structuredClone(values) };
      onChanged.emit(changes, name);
    },
    remove: async (key: string) => {
      delete data()[key];
    },
    clear: async () => {
      stored[name] = {};
    },
  };
}

/** A browser just started; `stored` are the areas of its storage, which outlive it. */
export function fakeBrowser(stored: Record<string, Area> = {}) {
  const onChanged = event();
  const notices = new Map<string, { title: string; message: string; buttons?: { title: string }[] }>();
  const opened: { url: string; active?: boolean }[] = [];

  const granted = new Set<string>(['*://*/*']);
  const alarms = new Map<string, { name: string; periodInMinutes?: number; when?: number }>();
  const onMessage = event();
  let badge = '';
  let badgeColor = '';

  return {
    runtime: {
      id: 'sidereal@panel',
      getPlatformInfo: async () => ({ os: 'linux' }),
      onMessage,
      sendMessage: (message: unknown) =>
        new Promise((reply) => void onMessage.emit(message, { id: 'sidereal@panel' }, reply)),
      onInstalled: event(),
      onStartup: event(),
      getURL: (path: string) => `extension:/${path}`,
    },
    i18n: { getUILanguage: () => 'en-US' },
    windows: { WINDOW_ID_CURRENT: -2 },
    tabs: {
      create: async (tab: { url: string; active?: boolean }) => void opened.push(tab),
      update: async (tab: { url: string }) => void opened.push(tab),
    },
    notifications: {
      create: async (
        id: string,
        options: { title: string; message: string; buttons?: { title: string }[] },
      ) => {
        notices.set(id, options);
        return id;
      },
      clear: async (id: string) => notices.delete(id),
      getAll: async () => Object.fromEntries(notices),
      onClicked: event(),
      onButtonClicked: event(),
      onClosed: event(),
    },
    storage: {
      local: area('local', stored, onChanged),
      session: area('session', stored, onChanged),
      sync: syncArea(stored, onChanged.emit),
      onChanged,
    },
    permissions: {
      /** Patterns are compared by host only, which is as much as the tests need. */
      contains: async ({ origins = [] }: { origins?: string[] }) =>
        granted.has('*://*/*') || origins.every((origin) => granted.has(origin)),
      getAll: async () => ({ origins: [...granted] }),
      onAdded: event(),
      onRemoved: event(),
    },
    alarms: {
      get: async (name: string) => alarms.get(name),
      create: (name: string, info: { periodInMinutes?: number; when?: number }) =>
        void alarms.set(name, { name, ...info }),
      clear: async (name: string) => alarms.delete(name),
      onAlarm: event(),
    },
    action: {
      onClicked: event(),
      setBadgeText: async ({ text }: { text: string }) => {
        badge = text;
      },
      getBadgeText: async () => badge,
      setBadgeBackgroundColor: async ({ color }: { color: string }) => {
        badgeColor = color;
      },
      getBadgeBackgroundColor: async () => badgeColor,
      setBadgeTextColor: async () => {},
    },
    commands: { onCommand: event() },
    menus: { onClicked: event() },
    omnibox: { onInputStarted: event(), onInputChanged: event(), onInputEntered: event() },
    webRequest: { onBeforeRedirect: event(), onErrorOccurred: event(), onHeadersReceived: event() },
    /** For tests: what the person has granted, the notifications on the screen, the tabs opened. */
    testing: { granted, alarms, notices, opened },
  };
}

const fake = fakeBrowser();

export default fake;

// As in a browser: under a name that all can reach, before any of our code asks for it.
(globalThis as { browser?: unknown }).browser = fake;
