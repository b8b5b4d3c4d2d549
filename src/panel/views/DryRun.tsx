import { useEffect, useState } from 'preact/hooks';
import { dryRun, type Run } from '../dry-run.ts';
import { now } from '../state/clock.ts';
import { feedsById, nameOf } from '../state/library.ts';
import { reckon } from '../state/settings.ts';
import { ageWords } from '../times.ts';
import { counted, word } from '../words.ts';

/** So many of those found are named, the newest first, and as many more each time one asks. */
const namedFirst = 10;
const namedMore = 40;
/** So long after the last letter the search begins. */
const pauseMs = 300;

/** A run as it is shown. Its button is its own: until the next one begins, this one stands under another query. */
interface ShownRun extends Run {
  goOn(): void;
}

/** Which of the stored posts a rule would touch, counted and the first ones named. Touches nothing. */
export function DryRun({ query }: { query: string }) {
  const [run, setRun] = useState<ShownRun>();
  const [named, setNamed] = useState(namedFirst);
  useEffect(() => {
    let isOver = false;
    setNamed(namedFirst);
    const { promise: isWanted, resolve: goOn } = Promise.withResolvers<void>();
    const timer = setTimeout(() => {
      const onRun = (next: Run) => {
        if (!isOver) setRun({ ...next, goOn });
        return !isOver;
      };
      dryRun(query, onRun, isWanted).catch(console.error);
    }, pauseMs);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [query]);
  if (run === undefined) return <p role="status">{word('looking')}</p>;
  const { found, first, looked, total, state, goOn } = run;
  return (
    <section class="dry-run" data-dry-run={found} data-ended={state !== 'looking' || undefined}>
      <p role="status">
        <strong>{counted('wouldTouch', found)}</strong> {word(stateWords[state], { looked, total })}
      </p>
      {state === 'looking' && (
        <progress max={Math.max(1, total)} value={looked} aria-label={word('looking')} />
      )}
      {state === 'pausing' && (
        <button type="button" class="quiet-button" data-action="look-on" onClick={goOn}>
          {word('lookOn')}
        </button>
      )}
      <ul>
        {first.slice(0, named).map((post) => (
          <li key={post.id}>
            <bdi>{post.title ?? (post.snippet || word('untitled'))}</bdi>
            <small>
              <bdi>{nameOf(feedsById.value.get(post.feedId))}</bdi>{' '}
              {ageWords(post.at, now.value, reckon.value)}
            </small>
          </li>
        ))}
      </ul>
      {first.length > named && (
        <button
          type="button"
          class="quiet-button"
          data-action="name-more"
          onClick={() => setNamed(named + namedMore)}
        >
          {word('showMore')}
        </button>
      )}
    </section>
  );
}

const stateWords = { looking: 'looking', pausing: 'lookedAtNewest', ended: 'lookedAtAll' } as const;
