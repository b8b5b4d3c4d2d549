import { credentialFor, loadCredentials } from '../../storage/credentials.ts';
import { saveCredential } from '../../storage/save-credential.ts';
import type { FeedRow } from '../../storage/schema.ts';
import { WarningIcon } from '../components/icons.tsx';
import { word } from '../words.ts';
import { moveTo } from './FindAddress.tsx';

/** A private feed's server wants to send us elsewhere: where to, and the person's choice. */
export function RefusedRedirect({ feed, to }: { feed: FeedRow; to: string }) {
  const go = (withLogin: boolean) =>
    moveTo(feed, to, async () => {
      const login = credentialFor(await loadCredentials(), feed.id, feed.url);
      await saveCredential(feed.id, to, withLogin ? login : undefined);
    });
  if (!URL.canParse(to)) return null;
  return (
    <div class="banner trouble">
      <WarningIcon />
      <div>
        <p>{word('wantsToGo')}</p>
        <p class="address">{to}</p>
        <div class="banner-actions">
          <button
            type="button"
            class="button small"
            data-action="go-without-login"
            onClick={() => void go(false)}
          >
            {word('goWithoutLogin')}
          </button>
          <button
            type="button"
            class="button small"
            data-action="go-with-login"
            onClick={() => void go(true)}
          >
            {word('goWithLogin')}
          </button>
        </div>
      </div>
    </div>
  );
}
