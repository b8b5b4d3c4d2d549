import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import * as actions from '../actions.ts';
import { run } from '../commands.ts';
import { Bar } from '../components/Bar.tsx';
import { Empty } from '../components/Empty.tsx';
import { ListTools } from '../components/ListTools.tsx';
import { NewPill } from '../components/NewPill.tsx';
import { CalmSky } from '../components/pictures.tsx';
import { jumpToTop } from '../place.ts';
import { now, tick } from '../state/clock.ts';
import { feedsById, nameOf, nextCheck } from '../state/library.ts';
import {
  areBack,
  comeBack,
  enterList,
  type ListScope,
  phase,
  rows,
  show,
  scope as shownScope,
  waiting,
} from '../state/listing.ts';
import { viewOf } from '../state/view-of.ts';
import { takeUp } from '../take-up.ts';
import { distanceWords } from '../times.ts';
import { locale, word } from '../words.ts';
import { CheckButton } from './CheckButton.tsx';
import { ListMenu } from './ListMenu.tsx';
import { NoPosts } from './NoPosts.tsx';
import type { ListLayout } from './PostCard.tsx';
import { PostList } from './PostList.tsx';

interface Props {
  scope: ListScope;
  title: string;
  count?: number | undefined;
  /** Over the list: a topic's sentence, a feed's trouble. */
  lead?: ComponentChildren;
  /** More lines for the menu. */
  menu?: ComponentChildren;
  /** Feeds that "check now" asks; all when absent. */
  feedIds?: number[];
  /** Is there something to be checked at all? */
  isAsked?: boolean;
  /** How many posts there are, read or not. */
  total?: number | undefined;
  /** Shown when there is nothing at all. */
  empty?: ComponentChildren;
}

const layouts: Record<ListScope['kind'], ListLayout> = {
  all: 'river',
  folder: 'river',
  feed: 'feed',
  tag: 'mixed',
  starred: 'mixed',
  search: 'mixed',
};

/** What all screens of posts share: the bar, the switch of unread and all, the list and what stands in its place when empty. */
export function PostsScreen({
  scope,
  title,
  count,
  lead,
  menu,
  feedIds,
  total,
  isAsked = true,
  empty,
}: Props) {
  const view = viewOf(scope);
  const { unreadOnly, order, days } = view;
  const name = JSON.stringify(scope);
  const isShown = useRef(false);
  useEffect(enterList, []);
  useEffect(() => {
    tick();
    jumpToTop();
    // A switch begins the list anew; only the way back finds it as it was left.
    if (isShown.current) void show(view);
    else void comeBack(view).then(takeUp);
    isShown.current = true;
  }, [name, unreadOnly, order, days]);
  // The list of the screen before stands until the effect above: it is not drawn here, and that it is empty says nothing.
  const isMine = JSON.stringify(shownScope.value) === name;
  const isEmpty = isMine && phase.value === 'ended' && rows.value.length === 0;
  const isBare = isEmpty && (total === 0 || !unreadOnly);
  return (
    <>
      <Bar
        title={title}
        count={count}
        back="#/feeds"
        news={<NewPill count={waiting.value} areBack={areBack.value} onClick={() => run('refresh')} />}
      >
        {isAsked && <CheckButton feedIds={feedIds} />}
        <ListMenu isTopic={scope.kind === 'tag'}>{menu}</ListMenu>
      </Bar>
      <main class="screen">
        {lead}
        {scope.kind !== 'starred' && !isBare && (
          <ListTools
            unreadOnly={unreadOnly}
            onChoose={(only) => void actions.choose({ unreadOnly: only })}
            onMarkAllRead={() => void actions.markScopeRead(scope)}
          />
        )}
        {isMine && <PostList layout={layouts[scope.kind]} />}
        {isBare && (empty ?? <NoPosts scope={scope} feedIds={feedIds} />)}
        {isEmpty && !isBare && <AllRead />}
      </main>
    </>
  );
}

function AllRead() {
  const next = nextCheck.value;
  const when = next && distanceWords(Math.max(next.at, now.value), now.value, locale.value);
  const feed = nameOf(feedsById.value.get(next?.feedId ?? 0));
  return (
    <Empty
      title={word('allRead')}
      text={when === undefined ? word('allReadText') : word('allReadNext', { when, feed })}
      picture={<CalmSky />}
    >
      <button
        type="button"
        class="button"
        data-action="show-all"
        onClick={() => void actions.choose({ unreadOnly: false })}
      >
        {word('showAll')}
      </button>
    </Empty>
  );
}
