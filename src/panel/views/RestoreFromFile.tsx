import '../styles/backup.css';
import { useEffect } from 'preact/hooks';
import { FileDrop } from '../components/FileDrop.tsx';
import { WarningIcon } from '../components/icons.tsx';
import { chooseBackup, type RestoreStep, restoreChosen, restoreStep } from '../state/backup.ts';
import { instantWords } from '../times.ts';
import { counted, locale, word } from '../words.ts';

/** A backup file takes the place of everything: it is looked at first, and says what it holds. */
export function RestoreFromFile() {
  useEffect(
    () => () => {
      if (restoreStep.value?.step !== 'restoring') restoreStep.value = undefined;
    },
    [],
  );
  const at = restoreStep.value;
  return (
    <section class="page-part">
      <h2>{word('backupRestore')}</h2>
      {at?.step !== 'reading' && at?.step !== 'restoring' && (
        <FileDrop
          action="choose-backup"
          title={word('backupChoose')}
          accept=".gz,application/gzip"
          onFile={(file) => void chooseBackup(file)}
        />
      )}
      <div role="status">
        {at?.step === 'reading' && <p>{word('backupReading')}</p>}
        {at?.step === 'refused' && (
          <p class="banner trouble" data-refused>
            <WarningIcon />
            <span>{at.text}</span>
          </p>
        )}
        {at?.step === 'restoring' && <p>{word('backupRestoring', { rows: at.rows })}</p>}
        {at?.step === 'done' && <p data-restored-file>{counted('backupRestored', at.feeds)}</p>}
      </div>
      {at?.step === 'ready' && <Ready at={at} />}
    </section>
  );
}

function Ready({ at: { summary } }: { at: RestoreStep & { step: 'ready' } }) {
  const { madeAt, feeds, posts, texts } = summary;
  return (
    <>
      <p data-summary>
        {word('backupOf', { when: instantWords(madeAt, locale.value) })}{' '}
        {`${counted('feedsCount', feeds)}, ${counted('backupPosts', posts)}. `}
        {!texts && word('backupNoTexts')}
      </p>
      <p>{word('backupReplaces')}</p>
      <div class="empty-actions">
        <button
          type="button"
          class="button primary"
          data-action="restore-backup"
          onClick={() => void restoreChosen()}
        >
          {word('backupRestoreNow')}
        </button>
        <button
          type="button"
          class="button"
          data-action="leave-backup"
          onClick={() => {
            restoreStep.value = undefined;
          }}
        >
          {word('cancel')}
        </button>
      </div>
    </>
  );
}
