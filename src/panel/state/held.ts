/** What stays on the page however far it is from the window. */
import { computed } from '@preact/signals';
import { shownRows } from './cap.ts';
import { heldId, openIds, selectedId } from './listing.ts';
import { isThreePane } from './panes.ts';

/** What is open, selected, or the place to come back to; and the posts beside each, which keys and eyes go to next. */
export const heldIds = computed(() => {
  const named = new Set(isThreePane.value ? [] : openIds.value);
  for (const id of [selectedId.value, heldId.value]) if (id !== undefined) named.add(id);
  const held = new Set(named);
  if (named.size === 0) return held;
  const ids = shownRows.value.map((row) => row.post.id);
  for (const [index, id] of ids.entries()) {
    if (!named.has(id)) continue;
    for (const beside of [ids[index - 1], ids[index + 1]]) if (beside !== undefined) held.add(beside);
  }
  return held;
});
