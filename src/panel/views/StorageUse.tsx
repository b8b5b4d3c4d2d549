import '../styles/storage-use.css';
import { useEffect, useState } from 'preact/hooks';
import { countOld } from '../../storage/keeping.ts';
import { type Usage, weigh } from '../../storage/usage.ts';
import * as actions from '../actions.ts';
import { sizeWords } from '../sizes.ts';
import { keepForGood } from '../state/keep-for-good.ts';
import { settings } from '../state/settings.ts';
import { counted, word } from '../words.ts';

/** What is stored, by its kind, and what the settings as they stand would free. */
export function StorageUse() {
  const [usage, setUsage] = useState<Usage>();
  const [onDisk, setOnDisk] = useState<number>();
  const [old, setOld] = useState(0);
  const [turn, setTurn] = useState(0);
  const [isKept, setIsKept] = useState<boolean>();
  useEffect(() => void keepForGood().then(setIsKept), []);
  const { keepDays, keepPosts, keepUnread, keepStarred } = settings.value;
  useEffect(() => {
    weigh().then(setUsage, console.error);
    navigator.storage.estimate().then(({ usage: bytes }) => setOnDisk(bytes), console.error);
  }, [turn]);
  useEffect(() => {
    countOld(settings.value, Date.now()).then(setOld, console.error);
  }, [turn, keepDays, keepPosts, keepUnread, keepStarred]);
  if (usage === undefined) return null;
  const each = usage.posts.rows === 0 ? 0 : (usage.posts.bytes + usage.bodies.bytes) / usage.posts.rows;
  const parts = [
    [word('usedPosts'), usage.posts.bytes],
    [word('usedBodies'), usage.bodies.bytes],
    [word('usedIndex'), usage.index.bytes],
  ] as const;
  const tidy = async () => {
    await actions.tidyUp();
    setTurn(turn + 1);
  };
  return (
    <div class="setting storage-use">
      <div>
        <strong>{word('used')}</strong>
        <dl class="facts">
          {parts.map(([name, bytes]) => (
            <>
              <dt>{name}</dt>
              <dd>{word('about', { size: sizeWords(bytes) })}</dd>
            </>
          ))}
          {onDisk !== undefined && (
            <>
              <dt>{word('usedTotal')}</dt>
              <dd>{sizeWords(onDisk)}</dd>
            </>
          )}
        </dl>
        {isKept !== undefined && (
          <small data-kept={isKept}>{word(isKept ? 'storeKept' : 'storeNotKept')}</small>
        )}
        {old > 0 && <p data-would-free={old}>{counted('wouldFree', old, { size: sizeWords(old * each) })}</p>}
      </div>
      {old > 0 && (
        <button type="button" class="button" data-action="tidy-up" onClick={() => void tidy()}>
          {word('tidyNow')}
        </button>
      )}
    </div>
  );
}
