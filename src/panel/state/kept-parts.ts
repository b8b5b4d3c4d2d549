/**
 * Answers a function that takes the parts of a list each time it changes, and gives those that consist of the same things
 * as before as the objects they were before: what draws them finds nothing new.
 */
export function keptParts<Part, Item>(
  nameOf: (part: Part) => number,
  itemsOf: (part: Part) => readonly Item[],
): (parts: Part[]) => Part[] {
  let before = new Map<number, Part>();
  return (parts) => {
    const kept = parts.map((part) => {
      const was = before.get(nameOf(part));
      return was !== undefined && areSame(itemsOf(was), itemsOf(part)) ? was : part;
    });
    before = new Map(kept.map((part) => [nameOf(part), part]));
    return kept;
  };
}

function areSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i]);
}
