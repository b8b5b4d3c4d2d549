/** A page of a list with what is shown beside it. The river's first one is begun before the panel's scripts are here (early.ts). */

import { isHandedOver, takeOver } from '../../storage/hand-over.ts';
import type { OnPlaced } from '../../storage/river.ts';
import { type Known, readShownWithNames, type Shown, type ShownNames } from '../../storage/shown.ts';
import { type Cursor, nameOfView, type Page, readRiver, type View } from './list-pages.ts';

export interface NamedPage {
  page: Page;
  shown: Shown;
  names: ShownNames;
}

export function postsOf(page: Page) {
  return page.rows.map((row) => row.post);
}

/** A list of unread posts is read from their marks, but for those that are ordered otherwise. */
export function knownOf({ scope, unreadOnly, order }: View): Known {
  return { areUnread: unreadOnly && scope.kind !== 'starred' && order !== 'views' };
}

/** Reads a page with the names that it shows. */
export function readNamedPage(view: View, read: (onPlaced: OnPlaced) => Promise<Page>): Promise<NamedPage> {
  return readShownWithNames(read, postsOf, knownOf(view));
}

/** Reads the top of the river of all feeds with the names that it shows. */
export function readTopOfRiver(view: View): Promise<NamedPage> {
  return readNamedPage(view, (onPlaced) => readRiver({ kind: 'all' }, view, {}, onPlaced));
}

/** Has reading the top of this very list begun before the panel's scripts were here? */
export function isBegunEarly(view: View): boolean {
  return isHandedOver(nameOfView(view));
}

/** The first page of this very list, if it was begun early; a cursor asks for another. */
export async function firstPageBegun(view: View, at: Cursor): Promise<NamedPage | undefined> {
  if (Object.keys(at).length > 0) return undefined;
  return (await takeOver(nameOfView(view))) as NamedPage | undefined;
}
