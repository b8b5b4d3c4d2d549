import type { Comparison, Row } from './compare-policies.ts';

export interface Goal {
  what: string;
  /** Ours against theirs: at most `limit` is wanted. */
  ratio: number;
  limit: number;
}

/** At equal requests: half the median of fixed intervals, and less delay than entry_frequency. */
export function mixGoals({ rows }: Comparison): Goal[] {
  return [60, 30].flatMap((minutes) => {
    const ours = find(rows, `learned, equal to ${minutes}`);
    const fixed = find(rows, `fixed ${minutes} minutes`);
    const theirs = find(rows, `entry_frequency, equal to ${minutes}`);
    return each(ours, fixed, ['median'], 0.5).concat(each(ours, theirs, ['median', 'p90', 'mean'], 1));
  });
}

/** Where nothing but the rate can be learned: within 1.3 of even checks by who knows all rates. */
export function steadyGoals({ rows }: Comparison): Goal[] {
  return [60, 30].flatMap((minutes) =>
    each(
      find(rows, `learned, equal to ${minutes}`),
      find(rows, `bound, equal to ${minutes}`),
      ['median', 'mean'],
      1.3,
    ),
  );
}

function each(ours: Row, theirs: Row, keys: ('median' | 'p90' | 'mean')[], limit: number): Goal[] {
  return (['posts', 'feeds'] as const).flatMap((over) =>
    keys.map((key) => ({
      what: `${key} over ${over} against ${theirs.policy}`,
      ratio: ours[over][key] / theirs[over][key],
      limit,
    })),
  );
}

function find(rows: Row[], policy: string): Row {
  const row = rows.find((one) => one.policy === policy);
  if (row === undefined) throw new Error(`no row ${policy}`);
  return row;
}
