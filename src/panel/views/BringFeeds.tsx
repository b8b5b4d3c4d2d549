import { useEffect, useState } from 'preact/hooks';
import { type OtherAccount, otherAccounts } from '../../storage/other-accounts.ts';
import { bring, bringStep } from '../state/account.ts';
import { feeds } from '../state/library.ts';
import { counted, word } from '../words.ts';

/** The ways from another account on this computer into the one that is open. */
export function BringFeeds() {
  const [others, setOthers] = useState<OtherAccount[]>([]);
  useEffect(() => {
    otherAccounts().then(setOthers, console.error);
  }, []);
  return (
    <>
      {others.map((other) => (
        <Bring key={other.store} {...other} />
      ))}
    </>
  );
}

function Bring({ store, feeds: count, host, user = '' }: OtherAccount) {
  const at = bringStep.value;
  const mine = at?.from === store ? at : undefined;
  return (
    <section class="page-part" data-bring={host === undefined ? 'local' : 'server'}>
      <h2>{host === undefined ? word('accountMove') : word('accountMoveBack', { user, host })}</h2>
      <p>{word(host === undefined ? 'accountMoveText' : 'accountMoveBackText')}</p>
      <p>{counted('feedsCount', count)}</p>
      <button
        type="button"
        class="button"
        data-action="bring"
        disabled={at?.step === 'under-way'}
        onClick={() => void bring(store)}
      >
        {word(host === undefined ? 'accountMove' : 'accountMoveBack', { user, host: host ?? '' })}
      </button>
      <div role="status">
        {mine?.step === 'under-way' && <p>{word('accountMoving')}</p>}
        {mine?.step === 'refused' && <p class="danger-text">{mine.text}</p>}
        {mine?.step === 'done' && <p data-brought>{doneWords(mine.brought)}</p>}
      </div>
    </section>
  );
}

function doneWords({
  allStarred,
  starred,
  copied,
  ...counts
}: Extract<typeof bringStep.value, { step: 'done' }>['brought']) {
  const here = feeds.value ?? [];
  return word('accountMoved', {
    feeds: counts.feeds,
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
