/** A list of feeds is read from its file, whatever is wrong with a line of it. */
import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { importStep, readFile } from '../../src/panel/state/importing.ts';

const list = (...lines: string[]) => `<opml version="2.0"><body>\n${lines.join('\n')}\n</body></opml>`;
const line = (name: string, url: string) => `<outline text="${name}" xmlUrl="${url}"/>`;

async function read(...parts: BlobPart[]) {
  await readFile(new File(parts, 'feeds.opml'));
  const at = importStep.value;
  if (at?.step !== 'ready') throw new Error(`The file is ${at?.step}.`);
  return at;
}

test('an address that no browser can read is named with its line, and the others are there', async () => {
  const urls = ['http://192.168.1.256/rss', 'http://a.example:99999/feed', 'https://?feed=rss2'];
  const at = await read(list(...urls.map((url) => line('bad', url)), line('good', 'https://a.example/feed')));
  expect(at.feeds).toBe(1);
  expect(at.document.failed).toEqual(
    urls.map((text, i) => ({ line: i + 2, text, reason: 'unreadable-url' })),
  );
});

const labelled = (encoding: string, name: string) =>
  `<?xml version="1.0" encoding="${encoding}"?>${list(line(name, 'https://a.example/feed'))}`;
const titles = (at: Awaited<ReturnType<typeof read>>) => at.document.outlines.map((outline) => outline.title);

test('names are read in the encoding of the file', async () => {
  const latin = Buffer.from(labelled('ISO-8859-1', 'Café Müller'), 'latin1');
  expect(titles(await read(latin))).toEqual(['Café Müller']);
  // "Мир" in windows-1251.
  const [before, after] = labelled('windows-1251', '|').split('|') as [string, string];
  expect(titles(await read(before, Uint8Array.of(0xcc, 0xe8, 0xf0), after))).toEqual(['Мир']);
  const wide = Buffer.from(`\ufeff${labelled('UTF-16', 'Мир')}`, 'utf16le');
  expect(titles(await read(wide))).toEqual(['Мир']);
});
