import type { CheckRow, FeedRow } from '../../storage/schema.ts';
import { WarningIcon } from '../components/icons.tsx';
import { now } from '../state/clock.ts';
import { lacksPermission, troubleOf } from '../trouble.ts';
import { GrantPermission } from './GrantPermission.tsx';

/** What is wrong with a feed, over its posts; nothing while all is well. */
export function FeedTrouble({ feed, check }: { feed: FeedRow; check: CheckRow | undefined }) {
  if (lacksPermission(check)) return <GrantPermission feeds={[feed]} />;
  const trouble = troubleOf(check, now.value);
  if (trouble === undefined) return null;
  return (
    <p class="banner trouble">
      <WarningIcon />
      <span>{trouble}</span>
    </p>
  );
}
