/** Every unread number that the panel shows: they are kept, not counted (test/architecture forbids count() over posts). */
import { type BenchRow, inTurn, openWork, timeFigure, work } from '../bench-row.ts';

export const row: BenchRow = {
  name: 'counts',
  at: () => true,
  async run({ chrome, size, runs, slowness }) {
    const page = await openWork(chrome);
    const measured = await inTurn(
      runs,
      () => work(page, 'rawGet'),
      () => work(page, 'readCounts'),
    );
    await page.close();
    return [
      timeFigure(`unread numbers of feeds, folders, tags and all, ${size} posts`, measured, 50, slowness),
    ];
  },
};
