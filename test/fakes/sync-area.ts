/** storage.sync with the quotas of both browsers, as measured on Chromium 156 and Firefox 153. */
type Area = Record<string, unknown>;

const mostOfItem = 8_192;
const mostOfAll = 102_400;
const mostItems = 512;
/** Chromium's alone; failed calls count too. */
const mostWritesAMinute = 120;

/** An item's name and its value as JSON, in UTF-8; Chromium writes "<" as \u003C. */
function bytesOf(key: string, value: unknown, isChrome: boolean): number {
  const json = JSON.stringify(value);
  return new TextEncoder().encode(key + (isChrome ? json.replaceAll('<', '\\u003C') : json)).length;
}

/** The area of a browser; `stored.sync` outlives it. `isChrome` may be switched by a test. */
export function syncArea(stored: Record<string, Area>, tell: (...args: unknown[]) => unknown) {
  const data = () => stored.sync ?? {};
  const writes: number[] = [];
  const countWrite = () => {
    const now = Date.now();
    writes.push(now);
    if (area.isChrome && writes.filter((at) => at > now - 60_000).length > mostWritesAMinute)
      throw new Error('This request exceeds the MAX_WRITE_OPERATIONS_PER_MINUTE quota.');
  };
  const area = {
    isChrome: true,
    /** How often it was written. */
    writes,
    bytes: () =>
      Object.entries(data()).reduce((sum, [key, value]) => sum + bytesOf(key, value, area.isChrome), 0),
    get: async (_keys: null) => structuredClone(data()),
    set: async (values: Area) => {
      countWrite();
      const next = { ...data(), ...structuredClone(values) };
      const sizes = Object.entries(next).map(([key, value]) => bytesOf(key, value, area.isChrome));
      if (sizes.some((size) => size > mostOfItem)) throw new Error('QUOTA_BYTES_PER_ITEM quota exceeded');
      if (sizes.reduce((sum, size) => sum + size, 0) > mostOfAll)
        throw new Error('QUOTA_BYTES quota exceeded');
      if (sizes.length > mostItems) throw new Error('MAX_ITEMS quota exceeded');
      const changes = Object.entries(values).map(([key, newValue]) => [
        key,
        { oldValue: data()[key], newValue },
      ]);
      stored.sync = next;
      tell(Object.fromEntries(changes), 'sync');
    },
    remove: async (keys: string[]) => {
      countWrite();
      const left = Object.entries(data()).filter(([key]) => !keys.includes(key));
      stored.sync = Object.fromEntries(left);
      tell(Object.fromEntries(keys.map((key) => [key, {}])), 'sync');
    },
    clear: async () => {
      stored.sync = {};
      writes.length = 0;
    },
  };
  return area;
}
