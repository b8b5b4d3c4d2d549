import { useEffect, useState } from 'preact/hooks';
import { mostOfAll } from '../../devices/buckets.ts';
import { isKeptForStars } from '../../storage/arrangement.ts';
import { storeNow } from '../../storage/database.ts';
import { loadSharing, onSharingChanged, type Sharing } from '../../storage/sharing.ts';
import { CheckField } from '../components/CheckField.tsx';
import { exchangeNow, setSharing } from '../sharing-actions.ts';
import { sizeWords } from '../sizes.ts';
import { feeds } from '../state/library.ts';
import { instantWords } from '../times.ts';
import { counted, locale, word } from '../words.ts';

/** Whether subscriptions, folders and settings go along to other devices through the browser's own sync, and how that stands. */
export function DevicesSettings() {
  const [sharing, setShown] = useState<Sharing>();
  useEffect(() => {
    loadSharing().then(setShown, console.error);
    return onSharingChanged(setShown);
  }, []);
  if (sharing === undefined) return null;
  return (
    <>
      <h2>{word('devices')}</h2>
      <div class="setting" data-sharing={sharing.on ? sharing.state : 'off'}>
        <div>
          <CheckField action="share" checked={sharing.on} onChange={(on) => void setSharing(on)}>
            <strong>{word('share')}</strong>
          </CheckField>
          <p class="setting-text">{word('shareText')}</p>
          <p class="setting-text">{word('shareHere')}</p>
          <div role="status">{sharing.on && <Standing {...sharing} />}</div>
        </div>
        {sharing.on && (
          <button type="button" class="button" data-action="share-now" onClick={() => void exchangeNow()}>
            {word('shareNow')}
          </button>
        )}
      </div>
    </>
  );
}

function Standing({ state, feeds: shared, withheld, bytes, at }: Sharing) {
  const kept = feeds.value?.filter(isKeptForStars).length ?? 0;
  const when = instantWords(at, locale.value);
  if (storeNow().isOfServer) return <p>{word('shareByServer')}</p>;
  return (
    <>
      <p>
        {state === 'told'
          ? counted('sharedFeeds', shared, { when })
          : word(`sharing_${state}`, { most: sizeWords(mostOfAll), size: sizeWords(bytes) })}
      </p>
      {withheld > 0 && <p>{counted('withheldFeeds', withheld)}</p>}
      {kept > 0 && <p>{counted('keptForStars', kept)}</p>}
    </>
  );
}
