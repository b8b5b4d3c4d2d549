import { useEffect, useState } from 'preact/hooks';
import type { Brought } from '../../messages.ts';
import { loadAccount } from '../../storage/account-row.ts';
import { storeNow } from '../../storage/database.ts';
import { type OtherAccount, otherAccounts } from '../../storage/other-accounts.ts';
import type { AccountRow } from '../../storage/schema-account.ts';
import { bring, bringStep } from '../state/account.ts';
import { feeds } from '../state/library.ts';
import { useLive } from '../state/use-live.ts';
import { counted, type Word, word } from '../words.ts';

/** The ways from another account on this computer into the one that is open. */
export function BringFeeds() {
  const [others, setOthers] = useState<OtherAccount[]>([]);
  useEffect(() => {
    otherAccounts().then(setOthers, console.error);
  }, []);
  const account = useLive(loadAccount, []);
  // Of a server's account it is noted there: not before its row is.
  if (storeNow().isOfServer && account === undefined) return null;
  return (
    <>
      {others.map((other) => (
        <Bring key={other.store} other={other} account={account} />
      ))}
    </>
  );
}

function Bring({ other, account }: { other: OtherAccount; account: AccountRow | undefined }) {
  const { store, feeds: count, host, user = '' } = other;
  const { bringing, brought } = account ?? {};
  const at = bringStep.value;
  const mine = at?.from === store ? at : undefined;
  const isUnderWay = mine?.step === 'under-way' || bringing?.from === store;
  const done = mine?.step === 'done' ? mine.brought : brought?.from === store ? brought : undefined;
  return (
    <section class="page-part" data-bring={host === undefined ? 'local' : 'server'}>
      <h2>{host === undefined ? word('accountMove') : word('accountMoveBack', { user, host })}</h2>
      <p>{word(wayWord(host !== undefined))}</p>
      <p>{counted('feedsCount', count)}</p>
      <button
        type="button"
        class="button"
        data-action="bring"
        disabled={at?.step === 'under-way' || bringing !== undefined}
        onClick={() => void bring(store)}
      >
        {word(host === undefined ? 'accountMove' : 'accountMoveBack', { user, host: host ?? '' })}
      </button>
      <div role="status">
        {isUnderWay && <p data-bringing>{word('accountMoving')}</p>}
        {bringing?.from === store && <p>{word('accountMovingOn')}</p>}
        {mine?.step === 'refused' && <p class="danger-text">{mine.text}</p>}
        {!isUnderWay && done !== undefined && <p data-brought>{doneWords(done)}</p>}
      </div>
    </section>
  );
}

/** From this browser to the server, back again, or from one server to another. */
function wayWord(isFromServer: boolean): Word {
  if (!isFromServer) return 'accountMoveText';
  return storeNow().isOfServer ? 'accountMoveAcrossText' : 'accountMoveBackText';
}

function doneWords({ allStarred, starred, copied, ...counts }: Brought) {
  const here = feeds.value ?? [];
  return word('accountMoved', {
    feeds: counts.feeds,
    before: Math.max(0, here.length - counts.added),
    here: here.length,
    added: counts.added,
    refused: here.filter((feed) => feed.remoteTrouble !== undefined).length,
    read: counts.read,
    allRead: counts.allRead,
    starred: starred + copied,
    allStarred,
    archived: allStarred - starred - copied,
  });
}
