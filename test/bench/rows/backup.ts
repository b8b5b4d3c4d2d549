/** What backups cost at a size: the copy that is made beside a panel that is read in, the file, and its restoring. */
import type { Page } from 'puppeteer-core';
import { go, press } from '../../e2e/harness/panel.ts';
import { until } from '../../e2e/harness/until.ts';
import { type Bench, type BenchRow, type Figure, openWork, timeFigure, work } from '../bench-row.ts';

export const row: BenchRow = { name: 'backup', at: 'own', run };

const posts = 100_000;
/** Nothing is bare about a backup: the floor is what reading as many rows of one table takes. */
const noFloor = 1;
const patience = 600_000;

async function run({ chrome, slowness }: Bench): Promise<Figure[]> {
  const bench = await openWork(chrome);
  bench.setDefaultTimeout(0);
  await work(bench, 'fill', { posts, feeds: 1000, seed: 1, now: Date.now() });
  await bench.close();
  const panel = await chrome.openPanel('#/river');
  panel.setDefaultTimeout(patience);
  await panel.waitForSelector('article.post');
  const quiet = await longestGap(panel, () => new Promise((later) => setTimeout(later, 5_000)));
  let copyMs = 0;
  const gap = await longestGap(panel, async () => {
    copyMs = await copy(panel);
  });
  await go(panel, '#/backup');
  const saveMs = await timed(() => save(panel));
  const checkMs = await timed(() => choose(panel));
  const restoreMs = await timed(async () => {
    await press(panel, 'restore-backup');
    await panel.waitForSelector('[data-restored-file]');
  });
  const bytes = (await panel.evaluate(`chrome.storage.local.getBytesInUse('copies').then(async (list) =>
    list + await chrome.storage.local.getBytesInUse('copy1'))`)) as number;
  await panel.close();
  const figure = (name: string, value: number, most: number, floor = noFloor) =>
    timeFigure(`${name}, ${posts} posts`, { value, floor }, most, slowness);
  return [
    figure('longest gap between two frames while a copy is made', gap, 200, quiet),
    figure('a copy for storage.local', copyMs, 30_000),
    figure('its size in kB', bytes / 1000, 400),
    figure('a file with texts', saveMs, 60_000),
    figure('checking a file', checkMs, 30_000),
    figure('restoring it', restoreMs, 180_000),
  ];
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const from = Date.now();
  await act();
  return Date.now() - from;
}

/** The longest time between two frames of the panel while something is done. */
async function longestGap(panel: Page, act: () => Promise<unknown>): Promise<number> {
  await panel.evaluate(`(() => {
    const seen = { last: performance.now(), longest: 0, over: false };
    globalThis.gap = seen;
    requestAnimationFrame(function frame() {
      const at = performance.now();
      seen.longest = Math.max(seen.longest, at - seen.last);
      seen.last = at;
      if (!seen.over) requestAnimationFrame(frame);
    });
  })()`);
  await act();
  return (await panel.evaluate('(gap.over = true, gap.longest)')) as number;
}

/** Rings the clock and waits for the copy: how long it took from there. */
async function copy(panel: Page): Promise<number> {
  await panel.evaluate(`chrome.storage.local.remove('copies')`);
  const rang = (await panel.evaluate(`chrome.alarms.getAll().then(async ([alarm]) => {
    await chrome.alarms.create(alarm.name, { when: Date.now() + 1000, periodInMinutes: 1 });
    return Date.now() + 1000;
  })`)) as number;
  const { copies } = await until(
    () => panel.evaluate(`chrome.storage.local.get('copies')`) as Promise<{ copies?: { madeAt: number }[] }>,
    (found) => found.copies !== undefined,
    patience,
    250,
  );
  return (copies?.[0]?.madeAt ?? 0) - rang;
}

async function save(panel: Page): Promise<void> {
  await panel.evaluate(`(() => {
    const { createObjectURL } = URL;
    URL.createObjectURL = (blob) => createObjectURL((globalThis.saved = blob));
  })()`);
  await press(panel, 'save-backup');
  await panel.waitForFunction('"saved" in globalThis', { timeout: patience });
}

/** Gives the file that was saved to the field, as if it was chosen. */
async function choose(panel: Page): Promise<void> {
  await panel.evaluate(`(() => {
    const input = document.querySelector('[data-action="choose-backup"]');
    const given = new DataTransfer();
    given.items.add(new File([saved], 'x.backup.gz'));
    input.files = given.files;
    input.dispatchEvent(new Event('change'));
  })()`);
  await panel.waitForSelector('[data-summary]');
}
