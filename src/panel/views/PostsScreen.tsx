import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Scope } from '../../storage/lists.ts';
import * as actions from '../actions.ts';
import { run } from '../commands.ts';
import { Bar } from '../components/Bar.tsx';
import { Empty } from '../components/Empty.tsx';
import { ListTools } from '../components/ListTools.tsx';
import { NewPill } from '../components/NewPill.tsx';
import { CalmSky, FirstSignal } from '../components/pictures.tsx';
import { holdPlace } from '../place.ts';
import { now, tick } from '../state/clock.ts';
import { isChecking, nextCheckAt } from '../state/library.ts';
import { comeBack, leaveList, phase, rows, show, type View, waiting } from '../state/listing.ts';
import { reckon, settings } from '../state/settings.ts';
import { distanceWords } from '../times.ts';
import { locale, word } from '../words.ts';
import { CheckButton } from './CheckButton.tsx';
import { ListMenu } from './ListMenu.tsx';
import type { ListLayout } from './PostCard.tsx';
import { PostList } from './PostList.tsx';

interface Props {
  scope: Scope;
  title: string;
  count?: number | undefined;
  /** Over the list: a topic's sentence, a feed's trouble. */
  lead?: ComponentChildren;
  /** More lines for the menu. */
  menu?: ComponentChildren;
  /** Feeds that "check now" asks; all when absent. */
  feedIds?: number[];
  /** How many posts there are, read or not. */
  total?: number | undefined;
  /** Shown when there is nothing at all. */
  empty?: ComponentChildren;
}

const layouts: Record<Scope['kind'], ListLayout> = {
  all: 'river',
  folder: 'river',
  feed: 'feed',
  tag: 'mixed',
  starred: 'mixed',
};

/** What all screens of posts share: the bar, the switch of unread and all, the list and what stands in its place when empty. */
export function PostsScreen({ scope, title, count, lead, menu, feedIds, total, empty }: Props) {
  const { topicOrder } = settings.value;
  const order = scope.kind === 'tag' && topicOrder === 'views' ? 'views' : settings.value.order;
  const unreadOnly = scope.kind === 'starred' ? false : settings.value.unreadOnly;
  const { days } = reckon.value;
  const name = JSON.stringify(scope);
  const isShown = useRef(false);
  useEffect(() => {
    tick();
    scrollTo({ top: 0 });
    const view: View = { scope, unreadOnly, order, days };
    // A switch begins the list anew; only the way back finds it as it was left.
    if (isShown.current) void show(view);
    else void comeBack(view).then((place) => place && holdPlace(place));
    isShown.current = true;
  }, [name, unreadOnly, order, days]);
  useEffect(() => leaveList, []);
  const isEmpty = phase.value === 'ended' && rows.value.length === 0;
  const isBare = isEmpty && (total === 0 || !unreadOnly);
  return (
    <>
      <Bar title={title} count={count} back="#/feeds">
        <CheckButton feedIds={feedIds} />
        <ListMenu isTopic={scope.kind === 'tag'}>{menu}</ListMenu>
      </Bar>
      <main class="screen">
        <NewPill count={waiting.value} onClick={() => run('refresh')} />
        {lead}
        {scope.kind !== 'starred' && !isBare && (
          <ListTools
            unreadOnly={unreadOnly}
            onChoose={(only) => void actions.choose({ unreadOnly: only })}
            onMarkAllRead={() => void actions.markScopeRead(scope)}
          />
        )}
        <PostList layout={layouts[scope.kind]} />
        {isBare && (empty ?? <NoPosts />)}
        {isEmpty && !isBare && <AllRead />}
      </main>
    </>
  );
}

function NoPosts() {
  const text = word(isChecking.value ? 'noPostsChecking' : 'noPostsYetText');
  return <Empty title={word('noPostsYet')} text={text} picture={<FirstSignal />} />;
}

function AllRead() {
  const at = nextCheckAt.value;
  const when = at === undefined ? undefined : distanceWords(Math.max(at, now.value), now.value, locale.value);
  return (
    <Empty
      title={word('allRead')}
      text={when === undefined ? word('allReadText') : word('allReadNext', { when })}
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
