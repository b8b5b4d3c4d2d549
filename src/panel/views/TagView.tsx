import { countsOf } from '../../storage/counters.ts';
import { labelOf } from '../state/library.ts';
import { settings } from '../state/settings.ts';
import { useLive } from '../state/use-live.ts';
import { counted } from '../words.ts';
import { PostsScreen } from './PostsScreen.tsx';

/** A tag's page: "Posts in Python (20 found)". */
export function TagView({ tag }: { tag: string }) {
  const counts = useLive(async () => countsOf('tag', tag), [tag]);
  const { unreadOnly } = settings.value;
  const found = unreadOnly ? counts?.unread : counts?.total;
  const label = labelOf(tag);
  return (
    <PostsScreen
      scope={{ kind: 'tag', tag }}
      title={label}
      count={counts?.unread}
      total={counts?.total}
      lead={
        <h2 class="topic-heading" dir="auto">
          {found === undefined ? label : counted('topicHeading', found, { tag: label })}
        </h2>
      }
    />
  );
}
