/** Divides what stands under each other into parts: of a long list only those near the window are drawn. */

/** Neighbours in a list. The name stays the same as long as any of them is left. */
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
 * Answers a function that divides a list, each time it has grown at its end or lost something. What stood in a part stays
 * in it, though what stood before it was taken away: cut by position, all parts below would be others than are drawn.
 */
export function divider<Item>({ nameOf, sizeOf, full }: Measures<Item>): (items: Item[]) => Part<Item>[] {
  let partOf = new Map<number, number>();
  return (items) => {
    const parts: Part<Item>[] = [];
    const placed = new Map<number, number>();
    let size = full;
    for (const item of items) {
      const last = parts.at(-1)?.name;
      const before = partOf.get(nameOf(item));
      if (before === undefined ? size >= full : before !== last) {
        parts.push({ name: before ?? nameOf(item), items: [] });
        size = 0;
      }
      const part = parts.at(-1) as Part<Item>;
      part.items.push(item);
      size += sizeOf(item);
      placed.set(nameOf(item), part.name);
    }
    partOf = placed;
    return parts;
  };
}
