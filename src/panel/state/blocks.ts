import type { Row } from './list-pages.ts';

/** Rows that are drawn together, and the number of the first in its list, from 0. */
export interface Block {
  from: number;
  rows: Row[];
}

/** So many posts are drawn or left out at a time. */
const size = 10;

/** Divides a list into blocks, in its order. */
export function blocksOf(rows: Row[]): Block[] {
  const blocks: Block[] = [];
  for (let from = 0; from < rows.length; from += size)
    blocks.push({ from, rows: rows.slice(from, from + size) });
  return blocks;
}
