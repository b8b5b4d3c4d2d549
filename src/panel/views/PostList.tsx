import { useComputed } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { FeedHeading } from '../components/headings.tsx';
import { Near } from '../components/Near.tsx';
import { type Block, blocksOf } from '../state/blocks.ts';
import { days, type Group, type RiverDay, unfold } from '../state/cap.ts';
import { isBelowAtFirst } from '../state/first-paint.ts';
import { heldIds } from '../state/held.ts';
import { feedsById, nameOf } from '../state/library.ts';
import { loadMore, phase, type Row, rows } from '../state/listing.ts';
import { settings } from '../state/settings.ts';
import { counted, word } from '../words.ts';
import { DayHead } from './DayHead.tsx';
import { listedCard } from './listed-card.tsx';
import type { ListLayout } from './PostCard.tsx';
import { useReadOnScroll } from './use-read-on-scroll.ts';

/** What the parts of a list measure before they were drawn, in pixels. */
const cardHeight = 92;
const headHeight = 40;
/** Drawn at once: the rows of the first page. */
const drawnAtFirst = 50;

/** The posts of the screen. Whatever is far from the window is an empty box of its height (components/Near.tsx). */
export function PostList({ layout }: { layout: ListLayout }) {
  useReadOnScroll(settings.value.markReadOnScroll);
  return (
    <div class="posts" data-layout={layout}>
      {layout === 'river' ? <River /> : <FlatList layout={layout} />}
      <MoreBelow />
    </div>
  );
}

function River() {
  let rowsAbove = 0;
  let linesAbove = 0;
  return days.value.map((day, index) => {
    const props = {
      isLast: index === days.value.length - 1,
      startsNear: rowsAbove < drawnAtFirst,
      // Further down the number says nothing, and would draw a day again whenever it changes.
      linesAbove: Math.min(linesAbove, drawnAtFirst),
    };
    rowsAbove += shownIn(day);
    linesAbove += 1 + day.groups.length + shownIn(day);
    return <Day key={day.dayAt} day={day} {...props} />;
  });
}

/** Its posts that are not folded away. */
function shownIn({ groups }: RiverDay): number {
  return groups.reduce((sum, group) => sum + group.shown.length, 0);
}

interface DayProps {
  day: RiverDay;
  isLast: boolean;
  startsNear: boolean;
  /** How many posts and headings stand above it. */
  linesAbove: number;
}

function Day({ day, isLast, startsNear, linesAbove }: DayProps) {
  const isHeld = useIsHeld(day.rows);
  return (
    <Near
      class="day"
      name={`day ${day.dayAt}`}
      estimate={shownIn(day) * cardHeight + (day.groups.length + 1) * headHeight}
      startsNear={startsNear}
      isBelow={isBelowAtFirst(linesAbove)}
      isHeld={isHeld}
    >
      {(isBrief) => {
        let aboveGroup = linesAbove + 1;
        const groups = day.groups.map((group) => {
          const isBelow = isBrief || isBelowAtFirst(aboveGroup);
          aboveGroup += 1 + group.shown.length;
          return (
            <FeedGroup
              key={group.shown[0]?.post.id}
              group={group}
              startsNear={startsNear}
              isBelow={isBelow}
            />
          );
        });
        return (
          <>
            {!isBrief && <DayHead day={day} isWhole={!isLast || phase.value === 'ended'} />}
            {groups}
          </>
        );
      }}
    </Near>
  );
}

interface GroupProps {
  group: Group;
  startsNear: boolean;
  isBelow: boolean;
}

function FeedGroup({ group, startsNear, isBelow }: GroupProps) {
  const { key, feedId, shown, folded } = group;
  const isHeld = useIsHeld(shown);
  return (
    <Near
      class="feed-group"
      name={`group ${shown[0]?.post.id}`}
      estimate={shown.length * cardHeight + headHeight}
      startsNear={startsNear}
      isBelow={isBelow}
      isHeld={isHeld}
    >
      {(isBrief) => {
        const name = nameOf(feedsById.value.get(feedId));
        return (
          <>
            {!isBrief && <FeedHeading feedId={feedId} name={name} />}
            <div role="feed" aria-label={name}>
              <Blocks
                rows={shown}
                layout="river"
                setSize={shown.length + folded}
                startsNear={startsNear}
                isBrief={isBrief}
              />
            </div>
            {folded > 0 && (
              <button type="button" class="more-of-feed" data-action="unfold" onClick={() => unfold(key)}>
                {counted('moreFromFeed', folded, { feed: name })}
              </button>
            )}
          </>
        );
      }}
    </Near>
  );
}

function FlatList({ layout }: { layout: ListLayout }) {
  const setSize = phase.value === 'ended' ? rows.value.length : -1;
  return (
    <div role={rows.value.length > 0 ? 'feed' : undefined} aria-busy={phase.value === 'loading'}>
      <Blocks rows={rows.value} layout={layout} setSize={setSize} />
    </div>
  );
}

interface BlocksProps {
  rows: Row[];
  layout: ListLayout;
  setSize: number;
  startsNear?: boolean;
  isBrief?: boolean;
}

/** Posts that stand under each other; few are drawn as they are, many a block at a time. */
function Blocks({ rows, layout, setSize, startsNear, isBrief = false }: BlocksProps) {
  const blocks = blocksOf(rows);
  if (blocks.length === 1) return cards({ from: 0, rows }, layout, setSize, isBrief);
  return blocks.map((block) => (
    <BlockOfPosts
      key={block.rows[0]?.post.id}
      block={block}
      layout={layout}
      setSize={setSize}
      startsNear={startsNear !== false && block.from < drawnAtFirst}
      isBelow={isBrief || isBelowAtFirst(block.from)}
    />
  ));
}

interface BlockProps {
  block: Block;
  layout: ListLayout;
  setSize: number;
  startsNear: boolean;
  isBelow: boolean;
}

function BlockOfPosts({ block, layout, setSize, startsNear, isBelow }: BlockProps) {
  const isHeld = useIsHeld(block.rows);
  return (
    <Near
      class="block"
      name={`block ${block.rows[0]?.post.id}`}
      estimate={block.rows.length * cardHeight}
      startsNear={startsNear}
      isBelow={isBelow}
      isHeld={isHeld}
    >
      {(isBrief) => cards(block, layout, setSize, isBrief)}
    </Near>
  );
}

function cards({ from, rows }: Block, layout: ListLayout, setSize: number, isBrief: boolean) {
  return rows.map(({ post }, index) =>
    listedCard(post, layout, { position: from + index + 1, setSize, isBrief }),
  );
}

/** Does one of these rows have to stay on the page? */
function useIsHeld(rows: Row[]): boolean {
  const mine = useRef(rows);
  mine.current = rows;
  return useComputed(
    () => heldIds.value.size > 0 && mine.current.some(({ post }) => heldIds.value.has(post.id)),
  ).value;
}

/** Reads the next page when the end of the list comes near. */
function MoreBelow() {
  const foot = useRef<HTMLDivElement>(null);
  const shown = rows.value.length;
  useEffect(() => {
    const watcher = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && void loadMore(),
      { rootMargin: '1200px' },
    );
    if (foot.current !== null) watcher.observe(foot.current);
    return () => watcher.disconnect();
  }, [shown]);
  return (
    <div class="more-below" ref={foot}>
      {phase.value === 'failed' && <p>{word('postsFailed')}</p>}
      {phase.value === 'ended' && shown > 0 && <p class="list-end">{word('listEnd')}</p>}
    </div>
  );
}
