/** How many there were of something, week by week, as a row of small bars. */
export function Sparkline({ counts, label }: { counts: number[]; label: string }) {
  const most = Math.max(1, ...counts);
  return (
    <svg class="sparkline" viewBox={`0 0 ${counts.length * 5 - 1} 16`} role="img" aria-label={label}>
      {counts.map((count, week) => {
        const height = count === 0 ? 1 : Math.max(2, Math.round((count / most) * 16));
        return (
          <rect
            key={week}
            x={week * 5}
            y={16 - height}
            width="4"
            height={height}
            data-none={count === 0 || undefined}
          />
        );
      })}
    </svg>
  );
}
