/** Firefox's sidebar, where its readers have the panel: it opens, and it paints. */
import { expect, test } from 'vitest';
import { launchSubscribed } from './harness/demo.ts';
import type { RunningFirefox } from './harness/firefox.ts';
import { BROWSERS } from './harness/launch.ts';
import { until } from './harness/until.ts';

/** The extension's page within the sidebar, its size, and how many colours a drawing of it holds. */
const SIDEBAR = `(async () => {
  const box = document.getElementById('sidebar')?.contentDocument?.getElementById('webext-panels-browser');
  if (!box?.browsingContext?.currentWindowGlobal) return undefined;
  const { width, height } = box.getBoundingClientRect();
  const bitmap = await box.browsingContext.currentWindowGlobal.drawSnapshot(
    new DOMRect(0, 0, width, height), 1, 'rgb(255, 0, 255)');
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d');
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
  const colours = new Set();
  for (let i = 0; i < data.length; i += 4) colours.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
  return { address: box.currentURI.spec, width, height, colours: colours.size };
})()`;

interface Seen {
  address: string;
  width: number;
  height: number;
  colours: number;
}

test.runIf(BROWSERS.includes('firefox'))('the sidebar opens and paints the river', async () => {
  const at = await launchSubscribed('firefox');
  try {
    const firefox = at.running as RunningFirefox;
    await firefox.showPanel();
    const seen = await until(
      () => firefox.inWindow<Seen | undefined>(SIDEBAR),
      (found) => (found?.colours ?? 0) > 50,
      20_000,
      300,
    );
    expect(seen?.address).toContain('/src/panel/index.html');
    expect(seen?.width).toBeGreaterThan(200);
    expect(seen?.width).toBeLessThan(400);
    expect(seen?.height).toBeGreaterThan(300);
    // Letters and icons: a blank page holds one colour, a page that failed a handful.
    expect(seen?.colours).toBeGreaterThan(50);
    expect(await at.running.errors()).toEqual([]);
  } finally {
    await at.close();
  }
});
