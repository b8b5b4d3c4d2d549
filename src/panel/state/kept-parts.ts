import type { Row } from './list-pages.ts';

interface Part {
  rows: Row[];
}

/**
 * Answers a function that takes the parts of a list each time it changes, and gives those whose rows are the same ones
 * as before as the objects they were before: what draws them finds nothing new.
 */
export function keptParts<P extends Part>(nameOf: (part: P) => string): (parts: P[]) => P[] {
  let before = new Map<string, P>();
  return (parts) => {
    const kept = parts.map((part) => {
      const was = before.get(nameOf(part));
      return was !== undefined && haveSameRows(was, part) ? was : part;
    });
    before = new Map(kept.map((part) => [nameOf(part), part]));
    return kept;
  };
}

function haveSameRows(a: Part, b: Part): boolean {
  return a.rows.length === b.rows.length && a.rows.every((row, i) => row === b.rows[i]);
}
