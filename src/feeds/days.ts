/** Where days begin: in the reader's zone or in GMT. A day is named by the instant it starts at. */
export interface Days {
  /** The start of the day that holds this instant. */
  startOf(at: number): number;
  /** The start of the day after the one that starts at `dayAt`; in local time a day may have 23 or 25 hours. */
  next(dayAt: number): number;
  /** The start of a day of the calendar; months count from 1. */
  startOfDate(year: number, month: number, day: number): number;
}

const dayMs = 24 * 60 * 60 * 1000;

export const gmtDays: Days = {
  startOf: (at) => Math.floor(at / dayMs) * dayMs,
  next: (dayAt) => dayAt + dayMs,
  startOfDate: (year, month, day) => Date.UTC(year, month - 1, day),
};

export const localDays: Days = {
  startOf: (at) => new Date(at).setHours(0, 0, 0, 0),
  next: (dayAt) => {
    const day = new Date(dayAt);
    return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1).getTime();
  },
  startOfDate: (year, month, day) => new Date(year, month - 1, day).getTime(),
};
