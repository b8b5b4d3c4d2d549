import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { differenceOf } from '../../tools/compare-pictures.ts';
import { fileOf } from '../../tools/compared-shots.ts';
import type { Shot } from '../../tools/gallery.ts';
import { type Looks, looksOf, whyNotCompared } from '../../tools/looks.ts';
import { photographer } from '../../tools/photographer.ts';
import { launchChrome } from './chrome.ts';

/** Of a picture's pixels so many may differ: a caret, a line that is smoothed otherwise. */
const SLACK = 0.003;

/** Why a folder's pictures cannot be compared on this machine; undefined when they can. */
export async function whyNot(folder: string): Promise<string | undefined> {
  if (!existsSync(`${folder}/looks.json`)) return `Pictures are not compared: none are in ${folder}.`;
  const recorded = JSON.parse(readFileSync(`${folder}/looks.json`, 'utf8')) as Looks;
  const chrome = await launchChrome();
  const here = looksOf(await chrome.browser.version());
  await chrome.close();
  return whyNotCompared(recorded, here);
}

/** Takes pictures again and answers which of them look otherwise than the folder's, and by how much; those go into out/pictures. */
export async function differingFrom(folder: string, shots: Shot[]): Promise<string[]> {
  const { take, close } = photographer();
  const differing: string[] = [];
  mkdirSync('out/pictures', { recursive: true });
  try {
    for (const shot of shots) {
      const png = await take(shot, 1);
      const file = fileOf(shot);
      const difference = existsSync(`${folder}/${file}`)
        ? differenceOf(readFileSync(`${folder}/${file}`), png)
        : 1;
      if (difference <= SLACK) continue;
      differing.push(`${file}: ${(difference * 100).toFixed(2)} %`);
      writeFileSync(`out/pictures/${file}`, png);
    }
  } finally {
    await close();
  }
  return differing;
}
