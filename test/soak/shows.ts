import type { Page } from 'puppeteer-core';
import { until } from '../e2e/harness/until.ts';

/**
 * Waits until the page shows something of this selector; answers whether it came. Unlike waitForSelector it holds no
 * element: what a test holds stays in the heap, with the whole list around it.
 */
export function shows(page: Page, selector: string, milliseconds = 10_000): Promise<boolean> {
  const ask = () => page.evaluate((wanted) => document.querySelector(wanted) !== null, selector);
  return until(ask, Boolean, milliseconds, 50);
}
