import { bucketOf, entriesIn, textsOf } from '../../src/devices/buckets.ts';
import { type Entry, isSame, merge } from '../../src/devices/entry.ts';
import { exchange } from '../../src/devices/exchange.ts';
import type { randomOf } from '../random.ts';

/** So few that devices write the same bucket at once again and again. */
const buckets = 2;

/**
 * A browser's own sync in short: the server keeps whole items, the last to arrive wins; a device sees its own writes at
 * once, and those of others when they are brought.
 */
export class Cloud {
  readonly items = new Map<string, string>();
}

/** What a test may break to see it fail. */
export interface Ways {
  /** Writes only what was changed here, and not what the others lack. */
  forgetsToWriteBack?: boolean;
}

/** One device: a store, and what it knows of the others. */
export class Device {
  local = new Map<string, unknown>();
  known = new Map<string, Entry>();
  today = 20_000;
  private readonly seen = new Map<string, string>();
  private readonly toSend = new Set<string>();

  constructor(
    readonly me: string,
    private readonly cloud: Cloud,
    private readonly ways: Ways = {},
  ) {}

  /** Exchanges; answers the entries it made. Cut off after the store is changed, it has noted and written nothing. */
  exchange(isCutOff = false): Entry[] {
    const theirs = merge(
      ...[...this.seen.values()].map((text) => new Map(entriesIn(text).map((each) => [each.key, each]))),
    );
    const before = this.known;
    const { agreed, toDo, toTell } = exchange(
      {
        me: this.me,
        today: this.today,
        local: this.local,
        known: before,
        moved: new Map(),
        understands: () => true,
      },
      theirs,
    );
    for (const { key, value } of toDo) {
      if (value === undefined) this.local.delete(key);
      else this.local.set(key, value);
    }
    const made = [...agreed.values()].filter(
      (entry) => entry !== before.get(entry.key) && entry !== theirs.get(entry.key),
    );
    if (isCutOff) return [];
    this.known = agreed;
    const told = this.ways.forgetsToWriteBack ? made.map(({ key }) => key) : [...toTell];
    const texts = textsOf(agreed, buckets);
    for (const name of new Set(told.map((key) => bucketOf(key, buckets)))) {
      this.seen.set(name, texts.get(name) ?? '');
      this.toSend.add(name);
    }
    return made;
  }

  /** The browser sends one item that was written, or all. */
  send(random?: ReturnType<typeof randomOf>): void {
    const names = random ? [random.pick([...this.toSend])].filter((name) => name !== undefined) : this.toSend;
    for (const name of names) {
      this.cloud.items.set(name, this.seen.get(name) as string);
      this.toSend.delete(name);
    }
  }

  /** The browser brings one item of the others, or all; what was written here and not yet sent is lost to it, or stays. */
  receive(random?: ReturnType<typeof randomOf>): void {
    const names = random
      ? [random.pick([...this.cloud.items.keys()])].filter((name) => name !== undefined)
      : this.cloud.items.keys();
    for (const name of names) {
      if (this.toSend.has(name) && (random?.below(2) ?? 0) === 0) continue;
      this.toSend.delete(name);
      this.seen.set(name, this.cloud.items.get(name) as string);
    }
  }
}

/** Lets everything through until nothing moves any more; answers the entries that were made on the way. */
export function settle(devices: Device[], cloud: Cloud): Entry[] {
  const made: Entry[] = [];
  for (let round = 0; round < 20; round++) {
    const before = JSON.stringify([...cloud.items].sort());
    for (const device of devices) {
      device.send();
      device.receive();
      made.push(...device.exchange());
      device.send();
    }
    if (round > 1 && JSON.stringify([...cloud.items].sort()) === before) break;
  }
  return made;
}

/** Do all stores say the same? */
export function agree(devices: Device[]): boolean {
  const [first, ...others] = devices as [Device, ...Device[]];
  return others.every(
    (other) =>
      other.local.size === first.local.size &&
      [...first.local].every(([key, value]) => isSame(other.local.get(key), value)),
  );
}
