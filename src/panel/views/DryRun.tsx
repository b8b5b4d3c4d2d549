import { useEffect, useState } from 'preact/hooks';
import { parseQuery } from '../../feeds/query.ts';
import type { PostRow } from '../../storage/schema.ts';
import { walkPosts } from '../../storage/walk-posts.ts';
import { now } from '../state/clock.ts';
import { feedsById, nameOf } from '../state/library.ts';
import { reckon } from '../state/settings.ts';
import { ageWords } from '../times.ts';
import { counted, word } from '../words.ts';

/** So many posts are looked at, the last stored first, and so many of those found are named: the newest. */
const mostLooked = 20_000;
const named = 10;
/** So long after the last letter the search begins. */
const pauseMs = 300;

interface Run {
  found: number;
  first: PostRow[];
  looked: number;
  total: number;
  hasEnded: boolean;
}

/** Which of the stored posts a rule would touch, counted and the first ones named. Touches nothing. */
export function DryRun({ query }: { query: string }) {
  const [run, setRun] = useState<Run>();
  useEffect(() => {
    let isOver = false;
    const timer = setTimeout(() => {
      look(query, (next) => {
        if (!isOver) setRun(next);
        return !isOver;
      }).catch(console.error);
    }, pauseMs);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [query]);
  if (run === undefined) return <p role="status">{word('looking')}</p>;
  const { found, first, looked, total, hasEnded } = run;
  const isWhole = looked >= total;
  return (
    <section class="dry-run" data-dry-run={found} data-ended={hasEnded || undefined}>
      <p role="status">
        <strong>{counted('wouldTouch', found)}</strong>{' '}
        {hasEnded ? word(isWhole ? 'lookedAtAll' : 'lookedAtNewest', { looked, total }) : word('looking')}
      </p>
      {!hasEnded && (
        <progress
          max={Math.max(1, Math.min(total, mostLooked))}
          value={looked}
          aria-label={word('looking')}
        />
      )}
      <ul>
        {first.map((post) => (
          <li key={post.id}>
            <bdi>{post.title ?? (post.snippet || word('untitled'))}</bdi>
            <small>
              <bdi>{nameOf(feedsById.value.get(post.feedId))}</bdi>{' '}
              {ageWords(post.at, now.value, reckon.value)}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}

async function look(text: string, onRun: (run: Run) => boolean): Promise<void> {
  const parsed = parseQuery(text);
  if (parsed.kind === 'wrong') return;
  const run: Run = { found: 0, first: [], looked: 0, total: 0, hasEnded: false };
  for await (const { posts, looked, total } of walkPosts(parsed.query, Date.now())) {
    run.found += posts.length;
    run.first = [...run.first, ...posts].sort((a, b) => b.at - a.at || b.id - a.id).slice(0, named);
    Object.assign(run, { looked, total });
    if (!onRun({ ...run }) || looked >= mostLooked) break;
  }
  onRun({ ...run, hasEnded: true });
}
