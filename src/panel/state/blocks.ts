import type { Row } from './list-pages.ts';

/** Rows that are drawn together, and the number of the first in its list, from 0. */
export interface Block {
  from: number;
  rows: Row[];
}

/** Divides rows into blocks of so many, in their order. */
export function blocksOf({ from, rows }: Block, size: number): Block[] {
  const blocks: Block[] = [];
  for (let at = 0; at < rows.length; at += size)
    blocks.push({ from: from + at, rows: rows.slice(at, at + size) });
  return blocks;
}
