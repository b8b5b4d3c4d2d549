import { useEffect, useRef } from 'preact/hooks';
import type { PostRow } from '../../storage/schema.ts';
import { storyOf, tagsOf } from '../../storage/story.ts';
import * as actions from '../actions.ts';
import { beginTag, isUnread, toggleOpen, toggleStar } from '../commands.ts';
import { DayHeading, FeedHeading } from '../components/headings.tsx';
import { Post, type PostCallbacks, type PostProps } from '../components/Post.tsx';
import { now } from '../state/clock.ts';
import { feedsById, labelOf, nameOf } from '../state/library.ts';
import { alsoIn, loadMore, marks, openIds, phase, type Row, rows, selectedId } from '../state/listing.ts';
import { reckon, settings } from '../state/settings.ts';
import { taggingId } from '../state/sheet.ts';
import { ageWords, dayHeading, distanceWords, exactTime, timeWords } from '../times.ts';
import { word } from '../words.ts';
import { useReadOnScroll } from './use-read-on-scroll.ts';

/** As the river, by day and feed; as one list of several feeds; or as one feed's list, where its name need not be said. */
export type ListLayout = 'river' | 'mixed' | 'feed';

/** The posts of the screen. */
export function PostList({ layout }: { layout: ListLayout }) {
  const list = useRef<HTMLDivElement>(null);
  useReadOnScroll(list, settings.value.markReadOnScroll);
  return (
    <div class="posts" ref={list} data-layout={layout}>
      {layout === 'river'
        ? groupByDay(rows.value).map((day) => <Day key={day[0]?.dayAt} rows={day} />)
        : rows.value.map((row) => inList(row, layout === 'mixed'))}
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
            {group.map(({ post }) => (
              <Post key={post.id} {...describe(post)} when={timeInRiver(post)} />
            ))}
          </div>
        );
      })}
    </section>
  );
}

function inList({ post }: Row, namesFeed: boolean) {
  const when = ageWords(post.at, now.value, reckon.value);
  const feedName = namesFeed ? nameOf(feedsById.value.get(post.feedId)) : undefined;
  return <Post key={post.id} {...describe(post)} feedName={feedName} when={when} />;
}

/** A post that has only a date has no time of day to show. */
function timeInRiver(post: PostRow): string {
  return post.dateOnly ? '' : timeWords(post.at, now.value, reckon.value);
}

/** What a post's card says, but for the time. */
function describe(post: PostRow): Omit<PostProps, 'when'> {
  const feed = feedsById.value.get(post.feedId);
  const storyId = storyOf(post);
  const mark = marks.value.get(storyId);
  const isOpen = openIds.value.has(post.id);
  return {
    ...callbacks,
    post,
    storyId,
    title: titleOf(post, feed?.planet === true),
    author: feed?.planet || post.title?.startsWith(`${post.author}:`) ? undefined : post.author,
    exact: exactTime(post.at, reckon.value),
    edited:
      post.editedAt === undefined
        ? undefined
        : word('editedAgo', { ago: distanceWords(post.editedAt, now.value, reckon.value.locale) }),
    alsoIn: (alsoIn.value.get(post.id) ?? []).map((id) => nameOf(feedsById.value.get(id))).filter(Boolean),
    tags: tagKeysOf(post).map((key) => ({ key, label: labelOf(key) })),
    views: mark?.views ?? 0,
    isUnread: isUnread(post),
    isOpen,
    isFull: settings.value.density === 'full',
    isSelected: selectedId.value === post.id,
    isStarred: mark?.starredAt !== undefined,
    isTagging: taggingId.value === post.id,
  };
}

/** A story's face carries the tags of all its posts. */
function tagKeysOf(post: PostRow): string[] {
  return post.tagAts?.map(([key]) => key) ?? tagsOf(post);
}

/** A planet's posts are named after who wrote them; a post without a title begins with its text. */
function titleOf(post: PostRow, isPlanet: boolean): string {
  const title = post.title ?? (post.snippet === '' ? word('untitled') : post.snippet.slice(0, 120));
  return isPlanet && post.author ? `${post.author}: ${title}` : title;
}

const callbacks: PostCallbacks = {
  onToggle: toggleOpen,
  onFollow: actions.view,
  onOpenLink: actions.openLink,
  onStar: toggleStar,
  onRead: (post) => actions.setRead(post, isUnread(post)),
  onBeginTag: beginTag,
  onEndTag: () => {
    taggingId.value = undefined;
  },
  onTag: actions.tag,
  onUntag: actions.untag,
};

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
