import type { CounterKind } from '../schema.ts';

/** Which of the two stores of unread marks is in use, and what the other one holds; one row, id 1. */
export interface ParkingRow {
  id: 1;
  /** The stores have changed places: what is called `unread` lies in `parked`, and the other way round. */
  swapped?: true;
  /** The marks that "mark all read" put aside; absent while the other store is empty. */
  parked?: Parked;
}

/** What must be known to put them back as they lie. */
export interface Parked {
  /** No post that came later, with a higher id, is among them. */
  upTo: number;
  /** The unread numbers as they were. */
  counters: [CounterKind, number | string, number][];
  /** What they were reckoned by (standing.ts): the places of the feeds up to `feedsUpTo`, and the badge's choice. */
  feedsUpTo: number;
  standing: string;
  /** They are being turned into parts of the undo: some are gone already. */
  settling?: true;
}

/** A post that was written since the marks were parked. */
export interface TouchedRow {
  postId: number;
}
