import { useEffect, useRef } from 'preact/hooks';
import { countUnreadBetween } from '../../storage/count-between.ts';
import * as actions from '../actions.ts';
import { DayHeading, FeedHeading } from '../components/headings.tsx';
import { days, type Group, unfold } from '../state/cap.ts';
import { now } from '../state/clock.ts';
import { feedsById, nameOf } from '../state/library.ts';
import { loadMore, phase, rows, scope } from '../state/listing.ts';
import { reckon, settings } from '../state/settings.ts';
import { useLive } from '../state/use-live.ts';
import { dayHeading } from '../times.ts';
import { counted, word } from '../words.ts';
import { listedCard } from './listed-card.tsx';
import type { ListLayout } from './PostCard.tsx';
import { useReadOnScroll } from './use-read-on-scroll.ts';

/** The posts of the screen. */
export function PostList({ layout }: { layout: ListLayout }) {
  const list = useRef<HTMLDivElement>(null);
  const length = phase.value === 'ended' ? rows.value.length : -1;
  useReadOnScroll(list, settings.value.markReadOnScroll);
  return (
    <div class="posts" ref={list} data-layout={layout}>
      {layout === 'river' ? (
        days.value.map((day) => <Day key={day.dayAt} {...day} />)
      ) : (
        <div role={rows.value.length > 0 ? 'feed' : undefined} aria-busy={phase.value === 'loading'}>
          {rows.value.map(({ post }, index) =>
            listedCard(post, layout, { position: index + 1, setSize: length }),
          )}
        </div>
      )}
      <MoreBelow />
    </div>
  );
}

function Day({ dayAt, groups }: { dayAt: number; groups: Group[] }) {
  const heading = dayHeading(dayAt, now.value, reckon.value);
  const range = { fromAt: dayAt, beforeAt: reckon.value.days.next(dayAt) };
  const isHere = scope.value;
  const unreadHere = useLive(
    async () => (isHere?.kind === 'all' || isHere?.kind === 'folder' ? countUnreadBetween(isHere, range) : 0),
    [dayAt, isHere],
  );
  return (
    <section class="day">
      <DayHeading
        {...heading}
        count={unreadHere}
        onMarkRead={() => isHere && void actions.markRangeRead(isHere, range)}
      />
      {groups.map(({ key, feedId, shown, folded }) => {
        const name = nameOf(feedsById.value.get(feedId));
        return (
          <div class="feed-group" key={shown[0]?.post.id}>
            <FeedHeading feedId={feedId} name={name} />
            <div role="feed" aria-label={name}>
              {shown.map(({ post }, index) =>
                listedCard(post, 'river', { position: index + 1, setSize: shown.length + folded }),
              )}
            </div>
            {folded > 0 && (
              <button type="button" class="more-of-feed" data-action="unfold" onClick={() => unfold(key)}>
                {counted('moreFromFeed', folded, { feed: name })}
              </button>
            )}
          </div>
        );
      })}
    </section>
  );
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
