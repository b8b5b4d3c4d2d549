import { useEffect, useRef } from 'preact/hooks';
import { storyOf } from '../../storage/story.ts';
import { DayHeading, FeedHeading } from '../components/headings.tsx';
import { now } from '../state/clock.ts';
import { feedsById, nameOf } from '../state/library.ts';
import {
  alsoIn,
  loadMore,
  marks,
  openIds,
  phase,
  type Row,
  rows,
  selectedId,
  unread,
} from '../state/listing.ts';
import { reckon, settings } from '../state/settings.ts';
import { taggingId } from '../state/sheet.ts';
import { dayHeading } from '../times.ts';
import { word } from '../words.ts';
import { type ListLayout, PostCard } from './PostCard.tsx';
import { useReadOnScroll } from './use-read-on-scroll.ts';

/** The posts of the screen. */
export function PostList({ layout }: { layout: ListLayout }) {
  const list = useRef<HTMLDivElement>(null);
  useReadOnScroll(list, settings.value.markReadOnScroll);
  return (
    <div class="posts" ref={list} data-layout={layout}>
      {layout === 'river'
        ? groupByDay(rows.value).map((day) => <Day key={day[0]?.dayAt} rows={day} />)
        : rows.value.map((row) => card(row, layout))}
      <MoreBelow />
    </div>
  );
}

function Day({ rows: ofDay }: { rows: Row[] }) {
  const dayAt = ofDay[0]?.dayAt ?? 0;
  const heading = dayHeading(dayAt, now.value, reckon.value);
  return (
    <section class="day">
      <DayHeading name={heading.name} date={heading.date} />
      {groupByFeed(ofDay).map((group) => {
        const feedId = group[0]?.post.feedId ?? 0;
        return (
          <div class="feed-group" key={group[0]?.post.id}>
            <FeedHeading feedId={feedId} name={nameOf(feedsById.value.get(feedId))} />
            {group.map((row) => card(row, 'river'))}
          </div>
        );
      })}
    </section>
  );
}

/** Hands a card what may change while one reads. */
function card({ post }: Row, layout: ListLayout) {
  const mark = marks.value.get(storyOf(post));
  return (
    <PostCard
      key={post.id}
      post={post}
      layout={layout}
      isUnread={unread.value.has(post.id)}
      isOpen={openIds.value.has(post.id)}
      isSelected={selectedId.value === post.id}
      isStarred={mark?.starredAt !== undefined}
      isTagging={taggingId.value === post.id}
      views={mark?.views ?? 0}
      alsoIn={alsoIn.value.get(post.id)}
    />
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

function groupByDay(list: Row[]): Row[][] {
  return group(list, (row) => row.dayAt);
}

function groupByFeed(list: Row[]): Row[][] {
  return group(list, (row) => row.post.feedId);
}

/** Splits a list wherever the key changes. */
function group(list: Row[], keyOf: (row: Row) => number): Row[][] {
  const groups: Row[][] = [];
  let last: number | undefined;
  for (const row of list) {
    const key = keyOf(row);
    if (key === last) groups.at(-1)?.push(row);
    else groups.push([row]);
    last = key;
  }
  return groups;
}
