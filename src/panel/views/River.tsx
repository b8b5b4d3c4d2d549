import { FeedHeading } from '../components/headings.tsx';
import { Near, wideMargin } from '../components/Near.tsx';
import { type Group, type RiverDay, unfold } from '../state/cap.ts';
import { isBelowAtFirst } from '../state/first-paint.ts';
import { feedsById, nameOf } from '../state/library.ts';
import { phase } from '../state/listing.ts';
import { linesIn, type Stretch, shownIn, stretches } from '../state/stretches.ts';
import { counted } from '../words.ts';
import { Blocks } from './Blocks.tsx';
import { DayHead } from './DayHead.tsx';
import { cardHeight, drawnAtFirst, headHeight } from './part-sizes.ts';
import { useIsHeld } from './use-is-held.ts';

/** The posts by day, then by feed. */
export function River() {
  return stretches.value.map((stretch, index) => (
    <StretchOfDays key={stretch.name} stretch={stretch} isLast={index === stretches.value.length - 1} />
  ));
}

function StretchOfDays({ stretch, isLast }: { stretch: Stretch; isLast: boolean }) {
  const { days } = stretch;
  return (
    <Near
      class="stretch"
      name={`stretch ${stretch.name}`}
      estimate={days.reduce((sum, day) => sum + heightOf(day), 0)}
      margin={wideMargin}
      startsNear={stretch.postsAbove < drawnAtFirst}
      isBelow={false}
      isHeld={useIsHeld(days)}
    >
      {(_, isBack) => {
        let { postsAbove, linesAbove } = stretch;
        return days.map((day, index) => {
          const above = {
            startsNear: !isBack && postsAbove < drawnAtFirst,
            // Further down the number says nothing, and would draw a day again whenever it changes.
            linesAbove: Math.min(linesAbove, drawnAtFirst),
          };
          postsAbove += shownIn(day);
          linesAbove += linesIn(day);
          return <Day key={day.dayAt} day={day} isLast={isLast && index === days.length - 1} {...above} />;
        });
      }}
    </Near>
  );
}

function heightOf(day: RiverDay): number {
  return shownIn(day) * cardHeight + (day.groups.length + 1) * headHeight;
}

interface DayProps {
  day: RiverDay;
  isLast: boolean;
  startsNear: boolean;
  /** How many posts and headings stand above it. */
  linesAbove: number;
}

function Day({ day, isLast, startsNear, linesAbove }: DayProps) {
  const isHeld = useIsHeld([day]);
  return (
    <Near
      class="day"
      name={`day ${day.dayAt}`}
      estimate={heightOf(day)}
      startsNear={startsNear}
      isBelow={isBelowAtFirst(linesAbove)}
      isHeld={isHeld}
    >
      {(isBrief) => {
        let aboveGroup = linesAbove + 1;
        const groups = day.groups.map((group) => {
          const isBelow = isBrief || isBelowAtFirst(aboveGroup);
          aboveGroup += 1 + group.shown.length;
          return <FeedGroup key={group.key} group={group} startsNear={startsNear} isBelow={isBelow} />;
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
  const isHeld = useIsHeld([{ rows: shown }]);
  return (
    <Near
      class="feed-group"
      name={`group ${key}`}
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
