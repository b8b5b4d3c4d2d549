/** A saved view that one post in a hundred answers: opening it, and looking again where nothing has changed. */
import { type BenchRow, inTurn, openWork, ratioFigure, timeFigure, work } from '../bench-row.ts';
import { FLOOR, timeToFifty } from './open.ts';

export const row: BenchRow = {
  name: 'saved-view',
  // Fewer posts do not fill a page of it.
  at: (size) => size >= 100_000,
  async run({ chrome, size, runs, slowness }) {
    const page = await openWork(chrome);
    page.setDefaultTimeout(0);
    const id = await work(page, 'keepView', 'tag:tag7');
    const opened = await inTurn(
      runs,
      () => timeToFifty(chrome, FLOOR),
      () => timeToFifty(chrome, `src/panel/index.html#/saved/${id}`),
    );
    const settled = await inTurn(
      runs,
      () => work(page, 'readLabelledKeys', id),
      () => work(page, 'settleAgain'),
    );
    await work(page, 'dropView', id);
    await page.close();
    return [
      ratioFigure(`open a saved view, ${size} posts`, opened, 4),
      timeFigure(
        `look again at a saved view of which nothing changed, ${size} posts`,
        settled,
        1000,
        slowness,
      ),
    ];
  },
};
