/** Draws public/icons/sidereal.svg in the sizes the stores and toolbars want: `npx tsx test/tools/icons.ts`. */
import { readFileSync, writeFileSync } from 'node:fs';
import puppeteer from 'puppeteer-core';
import { findBrowser } from './find-browser.mjs';

const executablePath = findBrowser('chrome');
if (!executablePath) throw new Error('Drawing the icons needs Chromium or Chrome.');

const svg = readFileSync('public/icons/sidereal.svg', 'utf8');
const browser = await puppeteer.launch({
  executablePath,
  headless: true,
  args: ['--no-sandbox', '--disable-gpu'],
});
const page = await browser.newPage();
for (const size of [16, 32, 48, 128]) {
  await page.setViewport({ width: size, height: size });
  await page.setContent(
    `<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
  );
  writeFileSync(`public/icons/sidereal-${size}.png`, await page.screenshot({ omitBackground: true }));
}
await browser.close();
