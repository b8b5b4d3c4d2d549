import { type Entries, type Entry, isNewer, isSame, merge } from './entry.ts';

/** So long it is remembered that something was taken away: a device that was away for longer brings it back. */
const graveDays = 180;
/** Clocks differ: what is nearly forgotten is no reason to write. */
const slackDays = 2;

/** What a device knows when it exchanges. */
export interface Here {
  /** The name of this device. */
  me: string;
  /** Days since 1970 (UTC). */
  today: number;
  /** What stands in its own store now, by key; only what it understands and may share. */
  local: ReadonlyMap<string, unknown>;
  /** What stood there, and was agreed on, when it exchanged last; empty for a device that joins. */
  known: Entries;
  /** What goes by another key now: the key it had, and the address that a feed has now, or a folder's key. */
  moved: ReadonlyMap<string, string>;
  /** Does this device understand the key and its value? Else the entry, of a later build, is handed on as it is. */
  understands(key: string, value: unknown): boolean;
}

/** What an exchange gives. */
export interface Exchange {
  /** What is agreed on now. */
  agreed: Map<string, Entry>;
  /** What is to be done here: entries whose value is not what stands here. */
  toDo: Entry[];
  /** Keys that the others have not, or have older: what holds them is to be written. */
  toTell: Set<string>;
}

/**
 * Merges what this device has with what the others wrote, per key: the later one wins. Whoever finds that the others lack
 * something writes it: a bucket that two devices wrote at once keeps one of the two, and without this the other one's
 * changes would be gone.
 */
export function exchange(here: Here, theirs: Entries): Exchange {
  const agreed = merge(here.known, theirs, changesHere(here, theirs));
  const isForgotten = ({ goneOn = here.today }: Entry, days: number) => here.today - goneOn > days;
  for (const [key, entry] of agreed) if (isForgotten(entry, graveDays)) agreed.delete(key);
  const toDo = [...agreed.values()].filter(
    (entry) => here.understands(entry.key, entry.value) && !isSame(here.local.get(entry.key), entry.value),
  );
  // Feeds come in the order in which they were subscribed.
  toDo.sort((a, b) => a.stamp - b.stamp || (a.key < b.key ? -1 : 1));
  const news = [...agreed.values()].filter(
    (entry) => !isForgotten(entry, graveDays - slackDays) && isLacking(entry, theirs),
  );
  return { agreed, toDo, toTell: new Set(news.map(({ key }) => key)) };
}

function isLacking(entry: Entry, theirs: Entries): boolean {
  return isNewer(entry, theirs.get(entry.key));
}

/** What a person did here since the last exchange, stamped. */
function changesHere({ me, today, local, known, moved, understands }: Here, theirs: Entries): Entries {
  const stamp = Math.max(0, ...stampsOf(known), ...stampsOf(theirs)) + 1;
  const isJoining = known.size === 0;
  const changes = new Map<string, Entry>();
  for (const key of new Set([...known.keys(), ...local.keys()])) {
    const value = local.get(key);
    const was = known.get(key);
    const told = theirs.get(key);
    if (!understands(key, was?.value)) continue;
    if (isSame(value, was?.value)) continue;
    // It is what another device wrote: this one was stopped before it could note that.
    if (told !== undefined && isNewer(told, was) && isSame(value, told.value)) continue;
    // A device that joins brings what the others lack; what they have stands.
    if (isJoining && told?.value !== undefined) continue;
    const movedTo = moved.get(key);
    changes.set(key, {
      key,
      stamp,
      by: me,
      ...(value !== undefined ? { value } : { goneOn: today, ...(movedTo !== undefined && { movedTo }) }),
    });
  }
  return changes;
}

function stampsOf(entries: Entries): number[] {
  return [...entries.values()].map(({ stamp }) => stamp);
}
