import { storeNow } from '../../storage/database.ts';
import { Bar } from '../components/Bar.tsx';
import { word } from '../words.ts';
import { BringFeeds } from './BringFeeds.tsx';
import { ConnectForm } from './ConnectForm.tsx';
import { ServerAccount } from './ServerAccount.tsx';

/** Which account is open: this browser's own, or one on a server. */
export function AccountView() {
  return (
    <>
      <Bar title={word('account')} back="#/settings" />
      <main class="screen page">
        {storeNow().isOfServer ? (
          <ServerAccount />
        ) : (
          <section class="page-part" data-account="local">
            <h2>{word('accountConnect')}</h2>
            <p>{word('accountLocalText')}</p>
            <ConnectForm />
          </section>
        )}
        <BringFeeds />
      </main>
    </>
  );
}
