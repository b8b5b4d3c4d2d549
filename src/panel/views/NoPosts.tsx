import { storeNow } from '../../storage/database.ts';
import { hidesSome } from '../../storage/hidden-in.ts';
import { Empty } from '../components/Empty.tsx';
import { CalmSky, FirstSignal } from '../components/pictures.tsx';
import { now } from '../state/clock.ts';
import { checks, feeds, feedsById, isChecking, labelOf } from '../state/library.ts';
import type { ListScope } from '../state/listing.ts';
import { useLive } from '../state/use-live.ts';
import { troubleOf } from '../trouble.ts';
import { type Word, word } from '../words.ts';

interface Props {
  scope: ListScope;
  /** The feeds that could bring posts here; all when absent. */
  feedIds?: number[] | undefined;
}

/** In the place of a list without any post: why there is none, and where to go from here. */
export function NoPosts({ scope, feedIds }: Props) {
  const tag = scope.kind === 'tag' ? scope.tag : undefined;
  const ids = feedIds ?? (feeds.value ?? []).map((feed) => feed.id);
  // A feed's own list shows what is hidden too.
  const isHidden = useLive(
    async () => scope.kind !== 'feed' && hidesSome(ids, tag),
    [scope.kind, tag, ids.join()],
  );
  if (isHidden === undefined) return null;
  if (isHidden)
    return (
      <Empty title={word('allHidden')} text={word('allHiddenText')} picture={<CalmSky />}>
        <a class="button" href="#/rules" data-action="go-rules">
          {word('rules')}
        </a>
      </Empty>
    );
  if (tag !== undefined)
    return (
      <Empty
        title={word('noTagPosts', { tag: labelOf(tag) })}
        text={word('noTagPostsText')}
        picture={<CalmSky />}
      >
        <a class="button" href="#/tags" data-action="go-tags">
          {word('topics')}
        </a>
      </Empty>
    );
  const text = whenWord(scope.kind === 'feed' ? scope.feedId : undefined);
  return <Empty title={word('noPostsYet')} text={text && word(text)} picture={<FirstSignal />} />;
}

/** When posts come; what is wrong with a feed stands above. */
function whenWord(feedId: number | undefined): Word | undefined {
  const feed = feedsById.value.get(feedId ?? 0);
  const isFailing = feed && troubleOf(checks.value.get(feed.id), now.value) !== undefined;
  if (isFailing || feed?.remoteTrouble !== undefined || feed?.archivedAt !== undefined) return undefined;
  if (isChecking.value) return 'noPostsChecking';
  if (!storeNow().isOfServer) return 'noPostsYetText';
  return feed && feed.remote === undefined ? 'noPostsWaiting' : 'noPostsServer';
}
