import { focusAgain, holdPlace, type Place } from './place.ts';
import { selectedId } from './state/listing.ts';

/** Goes on with a list where it was left: at its place on the page, and with the keys on the post they were on. */
export function takeUp(place: Place | undefined): void {
  if (place !== undefined) holdPlace(place);
  focusAgain(selectedId.value);
}
