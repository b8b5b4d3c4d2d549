import { Fragment } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type KeptCopy, listCopies } from '../../storage/backup/kept-copies.ts';
import { Bar } from '../components/Bar.tsx';
import { CheckField } from '../components/CheckField.tsx';
import { saveBackup, savedRows } from '../state/backup.ts';
import { instantWords } from '../times.ts';
import { counted, locale, word } from '../words.ts';
import { RestoreFromFile } from './RestoreFromFile.tsx';

/** What is backed up by itself, a backup to be saved as a file, and one to be restored. */
export function BackupView() {
  return (
    <>
      <Bar title={word('backup')} back="#/settings" />
      <main class="screen page">
        <section class="page-part">
          <h2>{word('backupByItself')}</h2>
          <p>{word('backupByItselfText')}</p>
          <Copies />
        </section>
        <SaveBackup />
        <RestoreFromFile />
      </main>
    </>
  );
}

function Copies() {
  const [copies, setCopies] = useState<KeptCopy[]>();
  useEffect(() => {
    listCopies().then(setCopies, console.error);
  }, []);
  if (copies === undefined) return null;
  if (copies.length === 0) return <p>{word('backupNoneYet')}</p>;
  return (
    <dl class="facts" data-copies={copies.length}>
      {copies.map(({ slot, madeAt, feeds }) => (
        <Fragment key={slot}>
          <dt>{instantWords(madeAt, locale.value)}</dt>
          <dd>{counted('feedsCount', feeds)}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

function SaveBackup() {
  const [texts, setTexts] = useState(true);
  const [logins, setLogins] = useState(false);
  const rows = savedRows.value;
  return (
    <section class="page-part">
      <h2>{word('backupToFile')}</h2>
      <p>{word('backupToFileText')}</p>
      <CheckField action="backup-texts" checked={texts} onChange={setTexts}>
        {word('backupTexts')}
      </CheckField>
      <CheckField action="backup-logins" checked={logins} onChange={setLogins}>
        {word('backupLogins')}
      </CheckField>
      <button
        type="button"
        class="button"
        data-action="save-backup"
        disabled={rows !== undefined}
        onClick={() => void saveBackup(texts, logins)}
      >
        {word('saveBackup')}
      </button>
      <div role="status">{rows !== undefined && <p>{word('backupSaving', { rows })}</p>}</div>
    </section>
  );
}
