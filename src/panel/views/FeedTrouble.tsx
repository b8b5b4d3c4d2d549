import type { CheckRow, FeedRow } from '../../storage/schema.ts';
import * as actions from '../actions.ts';
import { StarIcon, WarningIcon } from '../components/icons.tsx';
import { now } from '../state/clock.ts';
import { useHeldLogin } from '../state/held-login.ts';
import { go } from '../state/route.ts';
import { sheet } from '../state/sheet.ts';
import { troubleWords } from '../sync-words.ts';
import { asksForLogin, lacksPermission, loginWords, troubleOf } from '../trouble.ts';
import { word } from '../words.ts';
import { GrantPermission } from './GrantPermission.tsx';

/** What is wrong with a feed, over its posts; nothing while all is well. */
export function FeedTrouble({ feed, check }: { feed: FeedRow; check: CheckRow | undefined }) {
  if (feed.archivedAt !== undefined)
    return (
      <p class="banner" data-archived>
        <StarIcon />
        <span>{word('feedArchived')}</span>
      </p>
    );
  if (feed.remoteTrouble !== undefined)
    return <RefusedByServer feed={feed} text={troubleWords(feed.remoteTrouble)} />;
  if (lacksPermission(check)) return <GrantPermission feeds={[feed]} />;
  if (asksForLogin(check)) return <LoginWanted feed={feed} outcome={check?.outcome} />;
  const trouble = troubleOf(check, now.value);
  if (trouble === undefined) return null;
  return <Refusal text={trouble} />;
}

function Refusal({ text }: { text: string }) {
  return (
    <p class="banner trouble">
      <WarningIcon />
      <span>{text}</span>
    </p>
  );
}

/** Nothing of it comes until the server takes it. */
function RefusedByServer({ feed, text }: { feed: FeedRow; text: string }) {
  const leave = async () => {
    go({ view: 'river' });
    await actions.unfollow(feed.id);
  };
  return (
    <div class="banner trouble" data-refused-feed>
      <WarningIcon />
      <div>
        <p dir="auto">{text}</p>
        <div class="banner-actions">
          <button
            type="button"
            class="button small"
            data-action="add-again"
            onClick={() => void actions.addAgain(feed.id)}
          >
            {word('tryAgain')}
          </button>
          <button
            type="button"
            class="button small danger"
            data-action="unsubscribe"
            onClick={() => void leave()}
          >
            {word('unsubscribe')}
          </button>
        </div>
      </div>
    </div>
  );
}

/** The server asks who is there, or did not know the login it was given: leads to where one gives it. */
function LoginWanted({ feed, outcome }: { feed: FeedRow; outcome: CheckRow['outcome'] }) {
  const isHeld = useHeldLogin(feed);
  return (
    <div class="banner trouble">
      <WarningIcon />
      <div>
        <p>{isHeld ? loginWords(outcome) : word('failed_http_401')}</p>
        <div class="banner-actions">
          <button
            type="button"
            class="button small"
            data-action="log-in"
            onClick={() => {
              sheet.value = { kind: 'feed', feedId: feed.id, part: 'login' };
            }}
          >
            {word('logIn')}
          </button>
        </div>
      </div>
    </div>
  );
}
