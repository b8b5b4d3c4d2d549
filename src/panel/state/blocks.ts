/** A list in blocks of few posts, and these in long blocks of many. */
import { divider, type Part } from './divide.ts';
import type { Row } from './list-pages.ts';

/** Rows that are drawn together, and the number of the first in its list, from 0. */
export interface Block {
  name: number;
  from: number;
  rows: Row[];
}

/** A list as it is drawn. */
export interface InBlocks {
  /** The first block of a list that was short at first: it has no box, and gets none when the list grows. */
  bare: Block | undefined;
  long: Part<Block>[];
}

/** So many posts are drawn or left out at a time; of a long list far away one box stands on the page for so many of them. */
const few = 10;
const many = 100;

/** Answers a function that divides one list, each time it has grown at its end, lost posts or got them back. */
export function blockDivider(): (rows: Row[]) => InBlocks {
  const inFew = divider<Row>({ nameOf: ({ post }) => post.id, sizeOf: () => 1, full: few });
  const inMany = divider<Block>({
    nameOf: ({ name }) => name,
    sizeOf: ({ rows }) => rows.length,
    full: many,
  });
  let isBegun = false;
  let bareName: number | undefined;
  return (rows) => {
    let from = 0;
    const blocks = inFew(rows).map(({ name, items }) => {
      const block = { name, from, rows: items };
      from += items.length;
      return block;
    });
    if (!isBegun && blocks.length === 1) bareName = blocks[0]?.name;
    isBegun ||= blocks.length > 0;
    // It stands first or in a box: what came above it does so, too.
    const bare = blocks[0]?.name === bareName ? blocks[0] : undefined;
    return { bare, long: inMany(blocks.filter((block) => block !== bare)) };
  };
}
