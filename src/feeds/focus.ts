/** Focus: for so many minutes, or between hours of the day, the badge is empty and no notification comes. */
export interface FocusSettings {
  /** Until when a person asked for quiet; 0 is never. */
  focusUntilAt: number;
  /** Hours of every day that are quiet, "22:00-07:00"; '' is none. */
  focusHours: string;
  /** When quiet was ended by hand: the hours under way then are over. */
  focusEndedAt: number;
}

/** So long focus lasts where no one says how long. */
export const usualMinutes = 60;

/** The settings of focus that begins now. Hours that were ended by hand stay over: only these minutes are quiet. */
export function focusFor(minutes: number, now: number): Pick<FocusSettings, 'focusUntilAt'> {
  return { focusUntilAt: now + minutes * 60_000 };
}

/** The settings of focus that ends now; hours of the day come again tomorrow. */
export function focusEnded(now: number): Pick<FocusSettings, 'focusUntilAt' | 'focusEndedAt'> {
  return { focusUntilAt: 0, focusEndedAt: now };
}

/** Reads "22:00-07:00": minutes of the day. Undefined when it is not that, or both are the same. */
export function readHours(text: string): { from: number; to: number } | undefined {
  const found = /^(\d\d):(\d\d)-(\d\d):(\d\d)$/.exec(text);
  if (found === null) return undefined;
  const [fromHour, fromMinute, toHour, toMinute] = found.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
  ];
  if (Math.max(fromHour, toHour) > 23 || Math.max(fromMinute, toMinute) > 59) return undefined;
  const hours = { from: fromHour * 60 + fromMinute, to: toHour * 60 + toMinute };
  return hours.from === hours.to ? undefined : hours;
}

/** When the quiet that holds now ends; undefined when there is none. Hours are those of this machine's zone. */
export function focusEndsAt(settings: FocusSettings, now: number): number | undefined {
  const ends = [settings.focusUntilAt > now ? settings.focusUntilAt : 0];
  const hours = readHours(settings.focusHours);
  if (hours !== undefined) {
    // Hours that began yesterday may go on today.
    for (const day of [-1, 0]) {
      const from = clockAt(now, day, hours.from);
      const to = clockAt(now, hours.to < hours.from ? day + 1 : day, hours.to);
      const wasEnded = settings.focusEndedAt >= from && settings.focusEndedAt < to;
      if (from <= now && now < to && !wasEnded) ends.push(to);
    }
  }
  const end = Math.max(...ends);
  return end === 0 ? undefined : end;
}

/** When quiet next begins or ends; undefined when nothing is planned. */
export function nextTurnAt(settings: FocusSettings, now: number): number | undefined {
  const end = focusEndsAt(settings, now);
  if (end !== undefined) return end;
  const hours = readHours(settings.focusHours);
  if (hours === undefined) return undefined;
  return [0, 1].map((day) => clockAt(now, day, hours.from)).find((at) => at > now);
}

function clockAt(now: number, day: number, minutes: number): number {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + day, 0, minutes).getTime();
}
