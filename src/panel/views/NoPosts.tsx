import { hidesSome } from '../../storage/hidden-in.ts';
import { Empty } from '../components/Empty.tsx';
import { CalmSky, FirstSignal } from '../components/pictures.tsx';
import { now } from '../state/clock.ts';
import { checks, feeds, isChecking, labelOf } from '../state/library.ts';
import type { ListScope } from '../state/listing.ts';
import { useLive } from '../state/use-live.ts';
import { troubleOf } from '../trouble.ts';
import { word } from '../words.ts';

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
  // What is wrong with a feed stands above.
  const isFailing =
    scope.kind === 'feed' && troubleOf(checks.value.get(scope.feedId), now.value) !== undefined;
  const text = isFailing ? undefined : word(isChecking.value ? 'noPostsChecking' : 'noPostsYetText');
  return <Empty title={word('noPostsYet')} text={text} picture={<FirstSignal />} />;
}
