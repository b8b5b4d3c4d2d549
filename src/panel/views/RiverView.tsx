import { WarningIcon } from '../components/icons.tsx';
import { feeds, isDiskFull, postTotal, unreadTotal } from '../state/library.ts';
import { word } from '../words.ts';
import { FirstSteps } from './FirstSteps.tsx';
import { PostsScreen } from './PostsScreen.tsx';

/** All feeds, day by day. Without feeds it says how to begin. */
export function RiverView() {
  if (feeds.value?.length === 0) return <FirstSteps />;
  return (
    <PostsScreen
      scope={{ kind: 'all' }}
      title={word('river')}
      count={unreadTotal.value}
      total={postTotal.value}
      lead={isDiskFull.value && <DiskFull />}
    />
  );
}

function DiskFull() {
  return (
    <p class="banner trouble">
      <WarningIcon />
      <span>{word('diskFull')}</span>
    </p>
  );
}
