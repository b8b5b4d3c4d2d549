/** The lists that were left, kept for the way back. */
import type { MarkRow } from '../../storage/schema.ts';
import type { Place } from '../place.ts';
import { type Cursor, nameOfView, type Row, type View } from './list-pages.ts';

/** A list as it stood when it was left. */
export interface LeftList {
  rows: Row[];
  phase: 'more' | 'ended';
  cursor: Cursor;
  newestId: number;
  openIds: ReadonlySet<number>;
  selectedId: number | undefined;
  alsoIn: ReadonlyMap<number, number[]>;
  marks: ReadonlyMap<number, MarkRow>;
  place: Place | undefined;
}

const LISTS_KEPT = 12;
const left = new Map<string, { view: View; list: LeftList }>();

/** Keeps a list; the oldest go. */
export function keepLeft(view: View, list: LeftList): undefined {
  left.set(nameOfView(view), { view, list });
  const [oldest] = left.keys();
  if (left.size > LISTS_KEPT && oldest !== undefined) left.delete(oldest);
}

/** The list as it was left, once; undefined when it was not. */
export function takeLeft(view: View): LeftList | undefined {
  const name = nameOfView(view);
  const list = left.get(name)?.list;
  left.delete(name);
  return list;
}

/** Forgets those of these views, or all of them: what they list is no longer there. */
export function forgetLeft(isMeant: (view: View) => boolean = () => true): void {
  for (const [name, { view }] of left) if (isMeant(view)) left.delete(name);
}
