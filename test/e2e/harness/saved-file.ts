import type { Page } from 'puppeteer-core';
import { until } from './until.ts';

/**
 * Does what hands the person a file, and gives the file's bytes: a test cannot look for it on the disk of every browser.
 */
export async function savedBy(page: Page, act: () => Promise<void>): Promise<Buffer> {
  await page.evaluate(() => {
    const { createObjectURL } = URL;
    URL.createObjectURL = (blob) => {
      // An icon that is drawn meanwhile is no file that is saved.
      if (!(blob instanceof Blob) || blob.type.startsWith('image/')) return createObjectURL(blob);
      URL.createObjectURL = createObjectURL;
      void blob.arrayBuffer().then((buffer) => {
        const bytes = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join('');
        document.documentElement.dataset.saved = btoa(bytes);
      });
      return createObjectURL(blob);
    };
    delete document.documentElement.dataset.saved;
  });
  await act();
  const saved = await until(
    () => page.evaluate(() => document.documentElement.dataset.saved ?? ''),
    (text) => text !== '',
    30_000,
  );
  return Buffer.from(saved, 'base64');
}
