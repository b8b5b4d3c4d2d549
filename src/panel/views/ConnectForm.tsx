import { useState } from 'preact/hooks';
import { CheckField } from '../components/CheckField.tsx';
import { WarningIcon } from '../components/icons.tsx';
import { connect, connectStep } from '../state/account.ts';
import { word } from '../words.ts';

interface Props {
  /** The account that is open: its marks wait for it, so only the password is asked. */
  known?: { address: string; user: string };
}

/** Address, name and password of a server. */
export function ConnectForm({ known }: Props) {
  const [address, setAddress] = useState(known?.address ?? '');
  const [user, setUser] = useState(known?.user ?? '');
  const [password, setPassword] = useState('');
  const [keepPassword, setKeepPassword] = useState(false);
  const at = connectStep.value;
  const isAsking = at?.step === 'asking';
  const submit = (event: Event) => {
    event.preventDefault();
    void connect({ address, user: user.trim(), password, keepPassword });
  };
  return (
    <form class="login-form" onSubmit={submit}>
      {known === undefined ? (
        <>
          <Field name="server-address" label={word('accountAddress')} value={address} onInput={setAddress} />
          <Field name="server-user" label={word('loginUser')} value={user} onInput={setUser} />
        </>
      ) : (
        <Known {...known} />
      )}
      <Field
        name="server-password"
        label={word('loginPassword')}
        value={password}
        onInput={setPassword}
        isSecret
      />
      <small>{word('accountPasswordHint')}</small>
      <CheckField action="keep-password" checked={keepPassword} onChange={setKeepPassword}>
        {word('accountKeepPassword')}
      </CheckField>
      <div role="status">
        {isAsking && <p>{word('accountAsking')}</p>}
        {at?.step === 'refused' && <Warning text={at.text} />}
        {at?.step === 'warned' && <Warning text={word('accountPlainHttp', { host: at.host })} />}
      </div>
      <button
        type="submit"
        class="button primary"
        data-action="connect"
        disabled={isAsking || address.trim() === ''}
      >
        {word(at?.step === 'warned' ? 'accountSendAnyway' : known ? 'accountReconnect' : 'accountConnect')}
      </button>
    </form>
  );
}

function Known({ address, user }: { address: string; user: string }) {
  return (
    <>
      <dl class="facts" data-known-account>
        <dt>{word('accountAddress')}</dt>
        <dd class="address" dir="ltr">
          {address}
        </dd>
        <dt>{word('loginUser')}</dt>
        <dd class="address" dir="auto">
          {user}
        </dd>
      </dl>
      <small>{word('accountOther')}</small>
    </>
  );
}

function Warning({ text }: { text: string }) {
  return (
    <p class="banner trouble" data-refused>
      <WarningIcon />
      <span>{text}</span>
    </p>
  );
}

interface FieldProps {
  name: string;
  label: string;
  value: string;
  isSecret?: boolean;
  onInput(value: string): void;
}

function Field({ name, label, value, isSecret, onInput }: FieldProps) {
  const id = `connect-${name}`;
  const common = {
    id,
    name,
    dir: 'ltr' as const,
    autocomplete: 'off',
    autocapitalize: 'off' as const,
    spellcheck: false,
    value,
    onInput: (event: { currentTarget: { value: string } }) => {
      // What was said was of what stood there before.
      connectStep.value = undefined;
      onInput(event.currentTarget.value);
    },
  };
  return (
    <label class="field" for={id}>
      <span>{label}</span>
      {/* The types know fields of one kind at a time. */}
      <input {...common} type={(isSecret ? 'password' : 'text') as 'text'} />
    </label>
  );
}
