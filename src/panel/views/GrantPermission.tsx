import type { FeedRow } from '../../storage/schema.ts';
import * as actions from '../actions.ts';
import { hostOf } from '../address.ts';
import { LockIcon } from '../components/icons.tsx';
import { originsFor, type Reach, request } from '../permissions.ts';
import { say } from '../state/notice.ts';
import { counted, word } from '../words.ts';

/** Feeds that may not be asked yet, and the buttons that open their sites, or all sites once. */
export function GrantPermission({ feeds }: { feeds: FeedRow[] }) {
  const grant = async (reach: Reach) => {
    const urls = feeds.map((feed) => feed.url);
    if (await request(originsFor(urls, reach))) await actions.checkNow(feeds.map((feed) => feed.id));
    else say({ text: word('permissionDenied') });
  };
  const [first] = feeds;
  if (first === undefined) return null;
  const text = feeds.length === 1 ? word('needsPermission', { host: hostOf(first.url) }) : undefined;
  return (
    <div class="banner permission">
      <LockIcon />
      <div>
        <p>{text ?? counted('needPermission', feeds.length)}</p>
        <div class="banner-actions">
          <button
            type="button"
            class="button small primary"
            data-action="grant-permission"
            onClick={() => grant('site')}
          >
            {feeds.length === 1 ? word('allowSite', { host: hostOf(first.url) }) : word('allowThese')}
          </button>
          <button type="button" class="button small" data-action="grant-all" onClick={() => grant('all')}>
            {word('allowAll')}
          </button>
        </div>
      </div>
    </div>
  );
}
