import { useComputed } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { heldIds } from '../state/held.ts';
import type { Row } from '../state/listing.ts';

/** Does one of the rows of these parts have to stay on the page? */
export function useIsHeld(parts: { rows: Row[] }[]): boolean {
  const mine = useRef(parts);
  mine.current = parts;
  return useComputed(() => heldIds.value.size > 0 && mine.current.some(isAnyHeld)).value;
}

function isAnyHeld({ rows }: { rows: Row[] }): boolean {
  return rows.some(({ post }) => heldIds.value.has(post.id));
}
