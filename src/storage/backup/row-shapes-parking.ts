/** The rows that say what "mark all read" put aside (storage/parking). */
import type { Parked, ParkingRow, TouchedRow } from '../parking/schema-parking.ts';
import { list, oneOf, optional, type Shape, shaped, text, tuple, whole, yes } from './shape.ts';

const parkedShape: Shape<Parked> = {
  upTo: whole,
  counters: list(tuple(text, (id) => text(id) || whole(id), whole)),
  feedsUpTo: whole,
  standing: text,
  settling: optional(yes),
};

const parkingShape: Shape<ParkingRow> = {
  id: oneOf(1),
  // A file says it of no store: it has the marks that are in use under their own name.
  swapped: (value) => value === undefined,
  parked: optional(shaped(parkedShape)),
};

const touchedShape: Shape<TouchedRow> = { postId: whole };

export const parking = shaped(parkingShape);
export const touched = shaped(touchedShape);
