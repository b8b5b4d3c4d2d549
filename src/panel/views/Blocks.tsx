import { useMemo } from 'preact/hooks';
import { Near, wideMargin } from '../components/Near.tsx';
import { type Block, blockDivider } from '../state/blocks.ts';
import { isBelowAtFirst } from '../state/first-paint.ts';
import { listNumber, type Row } from '../state/listing.ts';
import { listedCard } from './listed-card.tsx';
import type { ListLayout } from './PostCard.tsx';
import { cardHeight, drawnAtFirst } from './part-sizes.ts';
import { useIsHeld } from './use-is-held.ts';

interface ListProps {
  layout: ListLayout;
  /** How many posts stand together; -1 while that is not known. */
  setSize: number;
  startsNear?: boolean;
  isBrief?: boolean;
}

/** Posts that stand under each other; few are drawn as they are, many a block at a time. */
export function Blocks({ rows, ...list }: ListProps & { rows: Row[] }) {
  const divide = useMemo(blockDivider, [listNumber()]);
  // By the rows alone: a list that is come back to has its number before it has its rows.
  const { bare, long } = useMemo(() => divide(rows), [rows]);
  return (
    <>
      {bare && cards(bare, list)}
      {long.map(({ name, items }) => (
        <LongBlock key={name} name={name} blocks={items} {...list} />
      ))}
    </>
  );
}

function LongBlock({ name, blocks, ...list }: ListProps & { name: number; blocks: Block[] }) {
  return (
    <Near {...boxOf(`long block ${name}`, blocks, list)} margin={wideMargin} isHeld={useIsHeld(blocks)}>
      {(_, isBack) =>
        blocks.map((block) => (
          <ShortBlock
            key={block.name}
            block={block}
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
    <Near {...boxOf(`block ${block.name}`, [block], list)} isHeld={useIsHeld([block])}>
      {(isBrief) => cards(block, { ...list, isBrief })}
    </Near>
  );
}

function boxOf(name: string, blocks: Block[], { startsNear, isBrief = false }: ListProps) {
  const from = blocks[0]?.from ?? 0;
  return {
    class: 'block',
    name,
    estimate: blocks.reduce((sum, { rows }) => sum + rows.length, 0) * cardHeight,
    startsNear: startsNear !== false && from < drawnAtFirst,
    isBelow: isBrief || isBelowAtFirst(from),
  };
}

function cards({ from, rows }: Block, { layout, setSize, isBrief = false }: ListProps) {
  return rows.map(({ post }, index) =>
    listedCard(post, layout, { position: from + index + 1, setSize, isBrief }),
  );
}
