/** Divides what stands under each other into parts: of a long list only those near the window are drawn. */

/** Neighbours in a list. The name stays the same, whichever of them are left. */
export interface Part<Item> {
  name: number;
  items: Item[];
}

interface Measures<Item> {
  nameOf(item: Item): number;
  sizeOf(item: Item): number;
  /** What follows a part of this size begins the next one. */
  full: number;
}

/**
 * Answers a function that divides a list, each time it has grown at its end, lost something or got it back. What stood in a
 * part stays in it, though what stood before it was taken away: cut by position, all parts below would be others than are
 * drawn. The room of what has gone is kept: it may come back. What was never seen and comes in the middle of a part joins it.
 */
export function divider<Item>({ nameOf, sizeOf, full }: Measures<Item>): (items: Item[]) => Part<Item>[] {
  /** Of all that ever stood in the list. */
  const placed = new Map<number, { part: number; size: number }>();
  const sizes = new Map<number, number>();
  return (items) => {
    const ahead = partsAhead(items.map((item) => placed.get(nameOf(item))?.part));
    const parts: Part<Item>[] = [];
    const begun = new Set<number>();
    for (const [index, item] of items.entries()) {
      const name = nameOf(item);
      const known = placed.get(name);
      const last = parts.at(-1)?.name;
      const isFull = last === undefined || ((sizes.get(last) ?? 0) >= full && ahead[index] !== last);
      if (known === undefined ? isFull : !begun.has(known.part)) {
        parts.push({ name: known?.part ?? name, items: [] });
        begun.add(known?.part ?? name);
      }
      const part = parts.at(-1) as Part<Item>;
      part.items.push(item);
      const size = sizeOf(item);
      // Of a long list hardly anything is new.
      if (known?.part === part.name && known.size >= size) continue;
      sizes.set(part.name, (sizes.get(part.name) ?? 0) + size - (known?.size ?? 0));
      placed.set(name, { part: part.name, size });
    }
    return parts;
  };
}

/** At each place the part of the first known item from there on. */
function partsAhead(parts: (number | undefined)[]): (number | undefined)[] {
  const ahead = [...parts];
  for (let i = ahead.length - 2; i >= 0; i--) ahead[i] ??= ahead[i + 1];
  return ahead;
}
