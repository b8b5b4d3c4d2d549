/** Storing 30,000 posts of 1,000 new feeds, against bare puts of the same rows into the same stores and indexes. */
import { type Bench, type BenchRow, type Figure, inTurn, openWork, ratioFigure, work } from '../bench-row.ts';

export function firstStoreRow(feeds: number): BenchRow {
  return { name: 'first-store', at: 'own', run: (bench) => run(bench, feeds) };
}

export const row = firstStoreRow(1000);

/** The feeds are stored a share at a time, in turn with the same share's bare rows: the stores grow together. */
async function run({ chrome, runs }: Bench, feeds: number): Promise<Figure[]> {
  const page = await openWork(chrome);
  const now = Date.now();
  await work(page, 'fill', { posts: 0, feeds, seed: 1, now });
  const share = Math.floor(feeds / runs);
  const sums = { value: 0, floor: 0 };
  await inTurn(
    runs,
    async (run) => {
      sums.value += await work(page, 'storeFirst', 1 + run * share, share, now);
      return 0;
    },
    async (run) => {
      sums.floor += await work(page, 'storeBare', 1 + run * share, share);
      return 0;
    },
  );
  await page.close();
  return [ratioFigure(`first store of ${share * runs * 30} posts of ${share * runs} feeds`, sums, 2)];
}
