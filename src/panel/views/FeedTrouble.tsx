import type { CheckRow, FeedRow } from '../../storage/schema.ts';
import { WarningIcon } from '../components/icons.tsx';
import { now } from '../state/clock.ts';
import { useHeldLogin } from '../state/held-login.ts';
import { sheet } from '../state/sheet.ts';
import { troubleWords } from '../sync-words.ts';
import { asksForLogin, lacksPermission, loginWords, troubleOf } from '../trouble.ts';
import { word } from '../words.ts';
import { GrantPermission } from './GrantPermission.tsx';

/** What is wrong with a feed, over its posts; nothing while all is well. */
export function FeedTrouble({ feed, check }: { feed: FeedRow; check: CheckRow | undefined }) {
  if (feed.remoteTrouble !== undefined) return <Refusal text={troubleWords(feed.remoteTrouble)} />;
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
