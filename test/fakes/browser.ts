/** The extension APIs that our code uses, behaving as browsers do, in memory: stands in for webextension-polyfill in Node. */

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

const onChanged = event();

function area(name: string) {
  let data: Record<string, unknown> = {};
  return {
    get: async (key?: string) =>
      structuredClone(key === undefined ? data : key in data ? { [key]: data[key] } : {}),
    set: async (values: Record<string, unknown>) => {
      const changes = Object.fromEntries(
        Object.entries(values).map(([key, newValue]) => [key, { oldValue: data[key], newValue }]),
      );
      data = { ...data, ...structuredClone(values) };
      onChanged.emit(changes, name);
    },
    remove: async (key: string) => {
      delete data[key];
    },
    clear: async () => {
      data = {};
    },
  };
}

const granted = new Set<string>(['*://*/*']);
const alarms = new Map<string, { name: string; periodInMinutes?: number }>();
let badge = '';

const fake = {
  runtime: { id: 'sidereal@panel', getPlatformInfo: async () => ({ os: 'linux' }), onMessage: event() },
  storage: { local: area('local'), session: area('session'), onChanged },
  permissions: {
    /** Patterns are compared by host only, which is as much as the tests need. */
    contains: async ({ origins = [] }: { origins?: string[] }) =>
      granted.has('*://*/*') || origins.every((origin) => granted.has(origin)),
    onAdded: event(),
  },
  alarms: {
    get: async (name: string) => alarms.get(name),
    create: (name: string, info: { periodInMinutes?: number }) => void alarms.set(name, { name, ...info }),
    onAlarm: event(),
  },
  action: {
    setBadgeText: async ({ text }: { text: string }) => {
      badge = text;
    },
    getBadgeText: async () => badge,
  },
  webRequest: { onBeforeRedirect: event(), onErrorOccurred: event() },
  /** For tests: what the person has granted. */
  testing: { granted, alarms },
};

export default fake;
