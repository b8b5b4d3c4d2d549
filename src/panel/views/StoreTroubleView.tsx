import { useEffect, useState } from 'preact/hooks';
import { type KeptCopy, listCopies } from '../../storage/backup/kept-copies.ts';
import { deleteDatabase, type StoreTrouble, whyClosed } from '../../storage/why-closed.ts';
import { Bar } from '../components/Bar.tsx';
import { Empty } from '../components/Empty.tsx';
import { saveAsItStands } from '../state/backup.ts';
import { instantWords } from '../times.ts';
import { locale, word } from '../words.ts';

/** The page while there is no store: why, that nothing was changed, and what can be done. */
export function StoreTroubleView({ error }: { error: Parameters<typeof whyClosed>[0] }) {
  const [why, setWhy] = useState<StoreTrouble>();
  const [copy, setCopy] = useState<KeptCopy>();
  const [isSure, setIsSure] = useState(false);
  useEffect(() => {
    whyClosed(error).then(setWhy, console.error);
    listCopies().then(([newest]) => setCopy(newest), console.error);
  }, []);
  if (why === undefined) return null;
  const startAnew = async () => {
    await deleteDatabase();
    location.reload();
  };
  return (
    <>
      <Bar title={word('appName')} />
      <main class="screen" data-store-trouble={why}>
        <Empty title={word(`storeTitle_${why}`)} text={word(`storeText_${why}`)}>
          <button
            type="button"
            class="button primary"
            data-action="reload-panel"
            onClick={() => location.reload()}
          >
            {word('tryAgain')}
          </button>
          {why === 'upgrade' && (
            <button
              type="button"
              class="button"
              data-action="save-backup"
              onClick={() => void saveAsItStands()}
            >
              {word('saveBackup')}
            </button>
          )}
          {why === 'refused' && copy !== undefined && (
            <button
              type="button"
              class="button"
              data-action="start-anew"
              onClick={() => (isSure ? void startAnew() : setIsSure(true))}
            >
              {isSure
                ? word('startAnewSure')
                : word('startAnew', { when: instantWords(copy.madeAt, locale.value) })}
            </button>
          )}
        </Empty>
      </main>
    </>
  );
}
