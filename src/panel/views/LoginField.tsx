import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { saveCredential } from '../../storage/save-credential.ts';
import type { FeedRow } from '../../storage/schema.ts';
import * as actions from '../actions.ts';
import { useHeldLogin } from '../state/held-login.ts';
import { checks, isChecking } from '../state/library.ts';
import { isOnline } from '../state/online.ts';
import { loginWords } from '../trouble.ts';
import { word } from '../words.ts';
import { LoginForm } from './LoginForm.tsx';

interface Props {
  feed: FeedRow;
  /** The sheet was opened for it. */
  startsOpen?: boolean | undefined;
}

/** The login of a private feed: given, changed, taken away. What was given is never shown again. */
export function LoginField({ feed, startsOpen = false }: Props) {
  const isHeld = useHeldLogin(feed);
  const [givenAt, setGivenAt] = useState<number>();
  const fields = useRef<HTMLDetailsElement>(null);
  useLayoutEffect(() => {
    if (!startsOpen || fields.current === null) return;
    fields.current.open = true;
    fields.current.querySelector('input')?.focus();
  }, [startsOpen]);
  return (
    <details class="more-fields" ref={fields}>
      <summary data-action="show-login">{word(isHeld ? 'loginHeld' : 'loginNone')}</summary>
      <LoginForm
        label={word('save')}
        onGive={async (credential) => {
          await saveCredential(feed.id, feed.url, credential);
          setGivenAt(Date.now());
          await actions.checkNow([feed.id]);
        }}
      />
      {givenAt !== undefined && (
        <p class="login-answer" role="status">
          {answerSince(givenAt, feed.id)}
        </p>
      )}
      {isHeld && (
        <button
          type="button"
          class="button danger"
          data-action="forget-login"
          onClick={() => {
            setGivenAt(undefined);
            void saveCredential(feed.id, feed.url, undefined);
          }}
        >
          {word('loginForget')}
        </button>
      )}
    </details>
  );
}

/** What the site says to a login: it is said here, for the sheet covers the page behind it. */
function answerSince(givenAt: number, feedId: number): string {
  const check = checks.value.get(feedId);
  if (check?.lastAt !== undefined && check.lastAt >= givenAt) return loginWords(check.outcome);
  if (!isOnline.value) return word('checkOffline');
  return isChecking.value ? word('loginAsking') : '';
}
