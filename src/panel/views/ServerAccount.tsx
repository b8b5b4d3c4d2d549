import { Fragment } from 'preact';
import { useState } from 'preact/hooks';
import { syncLock } from '../../messages.ts';
import { believeLoss, loadAccount } from '../../storage/account-row.ts';
import type { AccountRow } from '../../storage/schema-account.ts';
import { countWaiting } from '../../storage/waiting.ts';
import { WarningIcon } from '../components/icons.tsx';
import { allowServer, disconnect, isDisconnecting, isSyncing, syncNow } from '../state/account.ts';
import { now } from '../state/clock.ts';
import { postTotal } from '../state/library.ts';
import { useHeldLock } from '../state/use-held-lock.ts';
import { useLive } from '../state/use-live.ts';
import { syncWords } from '../sync-words.ts';
import { instantWords, lengthWords } from '../times.ts';
import { counted, digits, locale, type Word, word } from '../words.ts';
import { ConnectForm } from './ConnectForm.tsx';

/** How the sync with the server stands, and what can be done about it. */
export function ServerAccount() {
  const account = useLive(loadAccount, []);
  const waiting = useLive(countWaiting, []);
  // One that was cut off leaves its progress behind; the next goes on with it.
  const isAtWork = useHeldLock(syncLock, [account]);
  if (waiting === undefined) return null;
  if (account === undefined) return <Disconnect waiting={waiting} />;
  const { trouble, base, host, user } = account;
  const isBusy = isSyncing.value || (isAtWork && isUnderWay(account));
  return (
    <>
      <section class="page-part" data-account="server" data-waiting={waiting}>
        <h2>{word('accountOn', { user, host })}</h2>
        <p>{word('accountServerText')}</p>
        <State account={account} waiting={waiting} />
        <div role="status">
          {trouble !== undefined && (
            <p class="banner trouble" data-trouble={trouble.code}>
              <WarningIcon />
              <span>{syncWords(account, postTotal.value ?? 0, now.value)}</span>
            </p>
          )}
        </div>
        {trouble?.code === 'no-permission' && (
          <button
            type="button"
            class="button primary"
            data-action="allow-server"
            onClick={() => void allowServer(base)}
          >
            {word('allowSite', { host })}
          </button>
        )}
        {trouble?.code === 'empty-list' && (
          <button
            type="button"
            class="button"
            data-action="believe-loss"
            onClick={() => void believeLoss().then(syncNow)}
          >
            {word('accountBelieveLoss')}
          </button>
        )}
        <button
          type="button"
          class="button"
          data-action="sync-now"
          disabled={isBusy}
          onClick={() => void syncNow()}
        >
          {word(isBusy ? 'syncing' : 'syncNow')}
        </button>
      </section>
      {trouble?.code === 'reconnect' && (
        <section class="page-part">
          <h2>{word('accountReconnect')}</h2>
          {waiting > 0 && <p>{counted('accountWaits', waiting)}</p>}
          <ConnectForm known={{ address: base, user }} />
        </section>
      )}
      <Disconnect waiting={waiting} />
    </>
  );
}

/** Is a sync at work that this page did not ask for? The first one says so by neither end. */
function isUnderWay({ progress, lastOkAt, trouble }: AccountRow): boolean {
  return progress !== undefined || (lastOkAt === undefined && trouble === undefined);
}

function State({ account, waiting }: { account: AccountRow; waiting: number }) {
  const { lastOkAt, clockAheadMs, dropped } = account;
  const lastOk = lastOkAt === undefined ? word('never') : instantWords(lastOkAt, locale.value);
  const facts: [string, string][] = [
    [word('accountLastOk'), lastOk],
    [word('accountWaiting'), digits(waiting)],
  ];
  if (dropped) facts.push([word('accountDropped'), digits(dropped)]);
  return (
    <>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
      </dl>
      {clockAheadMs !== undefined && (
        <p>{word('accountClock', { time: lengthWords(Math.abs(clockAheadMs), locale.value) })}</p>
      )}
    </>
  );
}

/** A second click, where marks wait: they stay, but nobody hears of them. */
function Disconnect({ waiting }: { waiting: number }) {
  const [isSure, setIsSure] = useState(false);
  const click = () => {
    if (waiting > 0 && !isSure) setIsSure(true);
    else void disconnect();
  };
  return (
    <section class="page-part">
      <h2>{word('accountDisconnect')}</h2>
      <p>{word('accountDisconnectText')}</p>
      {isSure && <p role="alert">{counted('accountDisconnectWaits', waiting)}</p>}
      <button
        type="button"
        class="button"
        data-action="disconnect"
        disabled={isDisconnecting.value}
        onClick={click}
      >
        {word(disconnectWord(isSure))}
      </button>
    </section>
  );
}

function disconnectWord(isSure: boolean): Word {
  if (isDisconnecting.value) return 'accountDisconnecting';
  return isSure ? 'accountDisconnectAnyway' : 'accountDisconnect';
}
