import { useEffect, useRef, useState } from 'preact/hooks';
import { Sparkline } from '../components/Sparkline.tsx';
import { now } from '../state/clock.ts';
import { digits, locale, word } from '../words.ts';

const WEEKS = 12;

interface Props {
  /** Of what: another key counts anew. */
  name: string | number;
  /** The posts of each week, the oldest first. */
  count(nowAt: number, weeks: number): Promise<number[]>;
}

/** Posts a week; counted once the line is in sight, for there may be hundreds. */
export function WeeksSparkline({ name, count }: Props) {
  const place = useRef<HTMLSpanElement>(null);
  const [counts, setCounts] = useState<number[]>();
  useEffect(() => {
    const watcher = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      watcher.disconnect();
      count(now.value, WEEKS).then(setCounts, console.error);
    });
    if (place.current !== null) watcher.observe(place.current);
    return () => watcher.disconnect();
  }, [name]);
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
