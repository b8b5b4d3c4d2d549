import { useState } from 'preact/hooks';
import { type Credential, flawOf } from '../../feeds/credential.ts';
import { word, wordOf } from '../words.ts';

interface Props {
  /** What the button says. */
  label: string;
  onGive(credential: Credential): void;
}

const kinds = ['basic', 'bearer', 'header'] as const;

/** A name and password, a token, or a header of the person's own: what a private feed asks for. */
export function LoginForm({ label, onGive }: Props) {
  const [kind, setKind] = useState<Credential['kind']>('basic');
  const [first, setFirst] = useState('');
  const [second, setSecond] = useState('');
  const [flaw, setFlaw] = useState<string>();
  const give = (event: Event) => {
    event.preventDefault();
    const credential = credentialOf(kind, first, second);
    const found = flawOf(credential);
    setFlaw(found && wordOf('credential', found));
    if (found === undefined) onGive(credential);
  };
  return (
    <form class="login-form" onSubmit={give}>
      <label class="field">
        <span>{word('loginKind')}</span>
        <select
          data-action="login-kind"
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value as Credential['kind'])}
        >
          {kinds.map((each) => (
            <option key={each} value={each}>
              {word(`login_${each}`)}
            </option>
          ))}
        </select>
      </label>
      {kind !== 'bearer' && (
        <label class="field">
          <span>{word(kind === 'basic' ? 'loginUser' : 'loginHeader')}</span>
          <input
            name="login-name"
            dir="ltr"
            autocomplete="off"
            spellcheck={false}
            value={first}
            onInput={(event) => setFirst(event.currentTarget.value)}
          />
        </label>
      )}
      <label class="field">
        <span>
          {word(kind === 'basic' ? 'loginPassword' : kind === 'bearer' ? 'loginToken' : 'loginValue')}
        </span>
        <input
          name="login-secret"
          type="password"
          dir="ltr"
          autocomplete="off"
          value={second}
          onInput={(event) => setSecond(event.currentTarget.value)}
        />
      </label>
      {flaw !== undefined && (
        <p class="danger-text" role="alert">
          {flaw}
        </p>
      )}
      <small>{word('loginHint')}</small>
      <button type="submit" class="button" data-action="give-login">
        {label}
      </button>
    </form>
  );
}

function credentialOf(kind: Credential['kind'], first: string, second: string): Credential {
  if (kind === 'basic') return { kind, user: first, password: second };
  if (kind === 'bearer') return { kind, token: second.trim() };
  return { kind, name: first.trim(), value: second.trim() };
}
