import { Near, wideMargin } from '../components/Near.tsx';
import { type Block, blocksOf } from '../state/blocks.ts';
import { isBelowAtFirst } from '../state/first-paint.ts';
import type { Row } from '../state/listing.ts';
import { listedCard } from './listed-card.tsx';
import type { ListLayout } from './PostCard.tsx';
import { cardHeight, drawnAtFirst } from './part-sizes.ts';
import { useIsHeld } from './use-is-held.ts';

/** So many posts are drawn or left out at a time; of a long list far away one box stands on the page for so many of them. */
const few = 10;
const many = 100;

interface ListProps {
  layout: ListLayout;
  /** How many posts stand together; -1 while that is not known. */
  setSize: number;
  startsNear?: boolean;
  isBrief?: boolean;
}

/** Posts that stand under each other; few are drawn as they are, many a block at a time. */
export function Blocks({ rows, ...list }: ListProps & { rows: Row[] }) {
  if (rows.length <= few) return cards({ from: 0, rows }, list);
  return blocksOf({ from: 0, rows }, many).map((block) => (
    <LongBlock key={block.rows[0]?.post.id} block={block} {...list} />
  ));
}

function LongBlock({ block, ...list }: ListProps & { block: Block }) {
  return (
    <Near {...boxOf('long block', block, list)} margin={wideMargin} isHeld={useIsHeld([block])}>
      {(_, isBack) =>
        blocksOf(block, few).map((part) => (
          <ShortBlock
            key={part.rows[0]?.post.id}
            block={part}
            {...list}
            startsNear={!isBack && list.startsNear !== false}
          />
        ))
      }
    </Near>
  );
}

function ShortBlock({ block, ...list }: ListProps & { block: Block }) {
  return (
    <Near {...boxOf('block', block, list)} isHeld={useIsHeld([block])}>
      {(isBrief) => cards(block, { ...list, isBrief })}
    </Near>
  );
}

function boxOf(kind: string, { from, rows }: Block, { startsNear, isBrief = false }: ListProps) {
  return {
    class: 'block',
    name: `${kind} ${rows[0]?.post.id}`,
    estimate: rows.length * cardHeight,
    startsNear: startsNear !== false && from < drawnAtFirst,
    isBelow: isBrief || isBelowAtFirst(from),
  };
}

function cards({ from, rows }: Block, { layout, setSize, isBrief = false }: ListProps) {
  return rows.map(({ post }, index) =>
    listedCard(post, layout, { position: from + index + 1, setSize, isBrief }),
  );
}
