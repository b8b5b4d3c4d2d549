import { useEffect, useRef, useState } from 'preact/hooks';
import { postsAWeek } from '../../storage/topics.ts';
import { Sparkline } from '../components/Sparkline.tsx';
import { now } from '../state/clock.ts';
import { digits, locale, word } from '../words.ts';

const WEEKS = 12;

/** A topic's posts a week; counted once its line is in sight, for there may be hundreds. */
export function TopicSparkline({ tag }: { tag: string }) {
  const place = useRef<HTMLSpanElement>(null);
  const [counts, setCounts] = useState<number[]>();
  useEffect(() => {
    const watcher = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      watcher.disconnect();
      postsAWeek(tag, now.value, WEEKS).then(setCounts, console.error);
    });
    if (place.current !== null) watcher.observe(place.current);
    return () => watcher.disconnect();
  }, [tag]);
  const list = new Intl.ListFormat(locale.value, { type: 'unit' });
  return (
    <span class="sparkline-place" ref={place}>
      {counts && (
        <Sparkline
          counts={counts}
          label={word('postsEachWeek', { weeks: WEEKS, counts: list.format(counts.map(digits)) })}
        />
      )}
    </span>
  );
}
