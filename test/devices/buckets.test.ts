import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  bucketOf,
  countOf,
  entriesIn,
  fitEach,
  mostOfAll,
  NewerForm,
  sizeOf,
  sizeOfAll,
  textsOf,
} from '../../src/devices/buckets.ts';
import { type Entry, feedKey, mayShare, merge } from '../../src/devices/entry.ts';
import { entryOfRow, rowOf } from '../../src/devices/rows.ts';
import { packText, unpackText } from '../../src/offscreen/pack-text.ts';
import { feedEntry, folderEntry, goneEntry, settingEntry } from './other-device.ts';

const entries = [
  feedEntry('https://a.example/feed', 3, {
    title: 'A',
    customTitle: '<b>&',
    folder: ['x', 'y'],
    tags: ['t'],
  }),
  folderEntry(['x', 'y'], 2),
  settingEntry('keys', { open: ['o'] }, 1),
  goneEntry(feedKey('https://b.example/feed'), 4, 20_000, 'https://c.example/feed'),
  goneEntry('d["x"]', 4, 20_000, 'd["z"]'),
  { key: 'zlater', value: [1, 'a'], stamp: 2, by: 'me' },
];
const mapOf = (list: Entry[]) => new Map(list.map((entry) => [entry.key, entry]));

test('what is written is what is read, in one bucket or in many, and each key has one bucket', async () => {
  for (const count of [32, 64, 128]) {
    const texts = textsOf(mapOf(entries), count);
    const read = await Promise.all([...texts.values()].map(async (text) => unpackText(await packText(text))));
    expect(merge(...read.map((text) => mapOf(entriesIn(text))))).toEqual(mapOf(entries));
    for (const name of texts.keys()) expect(countOf(name)).toBe(count);
    for (const { key } of entries) expect([...texts.keys()]).toContain(bucketOf(key, count));
  }
  expect(['b32-32', 'b33-01', 'b32-1x', 'c32-01', 'b32-'].map(countOf)).toEqual(Array(5).fill(undefined));
});

test('sizes are counted as both browsers count, and what is packed counts one byte a letter in each', async () => {
  // Measured: "<" takes six bytes in Chromium, "ü" two in both; name and quotes count.
  expect([sizeOf('k', 'a'), sizeOf('k', '<'), sizeOf('k', 'ü')]).toEqual([4, 9, 5]);
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
      const packed = await packText(text);
      expect(sizeOf('b32-00', packed)).toBe(packed.length + 8);
      expect(await unpackText(packed)).toBe(text);
    }),
  );
  expect(fitEach(new Map([['b32-00', 'x'.repeat(7492)]]))).toBe(true);
  expect(fitEach(new Map([['b32-00', 'x'.repeat(7493)]]))).toBe(false);
  expect(sizeOfAll(new Map([['b32-00', 'x'.repeat(mostOfAll - 8)]]))).toBe(mostOfAll);
});

test('damaged, foreign and endless texts are read as nothing', async () => {
  const endless = await packText('a'.repeat(2_000_000));
  expect(endless.length).toBeLessThan(8_000);
  for (const packed of [undefined, 7, {}, '', 'no base64!', 'AAAA', endless, btoa('x'.repeat(99))])
    expect(await unpackText(packed)).toBe('');
  for (const text of ['', '{', 'null', '[]', '{"form":0}', '{"form":1,"entries":{}}'])
    expect(entriesIn(text)).toEqual([]);
  expect(() => entriesIn('{"form":2}')).toThrow(NewerForm);
});

test('what is no entry is left out, whatever it is', () => {
  for (const entry of entries) expect(entryOfRow(JSON.parse(JSON.stringify(rowOf(entry))))).toEqual(entry);
  const url = 'https://a.example/feed';
  const value = { url, folder: [], tags: [] };
  const wrong: unknown[] = [
    null,
    {},
    [],
    [1, 1, 'me', value],
    ['x'.repeat(5001), 1, 'me', 1],
    [feedKey(url), -1, 'me', value],
    [feedKey(url), 1.5, 'me', value],
    [feedKey(url), 1e15, 'me', value],
    [feedKey(url), 1, 7, value],
    [feedKey(url), 1, 'x'.repeat(41), value],
    [feedKey(url), 1, 'me', 'text'],
    [feedKey(url), 1, 'me', null],
    [feedKey('https://other.example/'), 1, 'me', value],
    [feedKey(url), 1, 'me', { ...value, folder: 'News' }],
    [feedKey(url), 1, 'me', { ...value, tags: [1] }],
    [feedKey(url), 1, 'me', { ...value, folder: Array(21).fill('x') }],
    [feedKey(url), 1, 'me', { ...value, customTitle: 'x'.repeat(201) }],
    ['fjavascript:alert(1)', 1, 'me', { ...value, url: 'javascript:alert(1)' }],
    [feedKey('https://ann:pw@a.example/feed'), 1, 'me', { ...value, url: 'https://ann:pw@a.example/feed' }],
    ['d["x"]', 1, 'me', ['x']],
    ['d[1]', 1, 'me', true],
    ['d[]', 1, 'me', true],
    ['d{', 1, 'me', true],
    ['stheme', 1, 'me', 'dark'],
  ];
  for (const row of wrong) expect([row, entryOfRow(row)]).toEqual([row, undefined]);
  fc.assert(fc.property(fc.anything(), (row) => void entryOfRow(row)));
  const odd = entryOfRow([feedKey(url), 1, 'me', null, 5, 'javascript:alert(1)']);
  expect(odd).toEqual({ key: feedKey(url), stamp: 1, by: 'me', goneOn: 5 });
});

test('an address that opens a door is not shared, nor a name that holds one', () => {
  const feed = (url: string, more = {}) => mayShare({ url, folder: [], tags: [], ...more });
  expect(feed('https://a.example/feed?format=rss&page=2')).toBe(true);
  expect(feed('https://a.example/feed', { customTitle: 'https://a.example/blog' })).toBe(true);
  for (const url of [
    'https://ann:pw@a.example/',
    'https://ann@a.example/',
    'https://a.example/feed?token=x',
    'https://a.example/feed?api_key=x',
    'https://a.example/private/f3a9c04b77e1aabb99/feed',
    'ftp://a.example/feed',
    `https://a.example/${'x'.repeat(2000)}`,
  ])
    expect([url, feed(url)]).toEqual([url, false]);
  expect(feed('https://a.example/', { customTitle: 'https://ann:pw@a.example/' })).toBe(false);
  expect(feed('https://a.example/', { folder: ['https://a.example/?key=x'] })).toBe(false);
});
