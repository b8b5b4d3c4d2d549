import { cleanLink } from '../../feeds/clean-link.ts';
import { MenuItem } from '../components/Menu.tsx';
import { checks, feedCounts, feeds, feedsById, nameOf } from '../state/library.ts';
import { sheet } from '../state/sheet.ts';
import { word } from '../words.ts';
import { FeedTrouble } from './FeedTrouble.tsx';
import { Missing } from './Missing.tsx';
import { PostsScreen } from './PostsScreen.tsx';

/** One feed's posts, newest first. */
export function FeedView({ feedId }: { feedId: number }) {
  const feed = feedsById.value.get(feedId);
  if (feeds.value !== undefined && feed === undefined) return <Missing />;
  const counts = feedCounts.value.get(feedId);
  const edit = () => {
    sheet.value = { kind: 'feed', feedId };
  };
  return (
    <PostsScreen
      scope={{ kind: 'feed', feedId }}
      title={nameOf(feed)}
      count={counts?.unread}
      total={counts?.total ?? 0}
      feedIds={[feedId]}
      isAsked={feed?.archivedAt === undefined}
      lead={feed && <FeedTrouble feed={feed} check={checks.value.get(feedId)} />}
      menu={
        <>
          <MenuItem action="edit-feed" label={word('editFeed')} onClick={edit} />
          {feed?.siteUrl && (
            <MenuItem
              action="open-site"
              label={word('openSite')}
              onClick={() => open(cleanLink(feed.siteUrl ?? ''), '_blank', 'noopener,noreferrer')}
            />
          )}
        </>
      }
    />
  );
}
