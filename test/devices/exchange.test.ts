import { expect, test } from 'vitest';
import { type Entry, isSame, merge } from '../../src/devices/entry.ts';
import { exchange, type Here } from '../../src/devices/exchange.ts';
import { randomOf, seedOf } from '../random.ts';
import { agree, Cloud, Device, settle, type Ways } from './several.ts';

const seed = seedOf('DEVICES_SEED');
const runs = Number(process.env.DEVICES_RUNS ?? 500);
const names = ['a', 'b', 'c', 'd', 'e'];

/** Three devices on which things are set and taken away, with deliveries between them in any order. */
function play(runSeed: number, ways: Ways = {}) {
  const random = randomOf(runSeed);
  const cloud = new Cloud();
  // Two devices may bear one name: a profile was copied.
  const devices = ['m', 'n', random.below(8) === 0 ? 'n' : 'o'].map((me) => new Device(me, cloud, ways));
  const made: Entry[] = [];
  for (let step = 0; step < 60; step++) {
    const device = random.pick(devices) as Device;
    const key = `s${random.pick(names)}`;
    const what = random.below(10);
    if (what < 3) device.local.set(key, { setting: random.below(3) });
    else if (what < 4) device.local.delete(key);
    else if (what < 6) device.send(random);
    else if (what < 8) device.receive(random);
    else made.push(...device.exchange(random.below(10) === 0));
  }
  made.push(...settle(devices, cloud));
  return { devices, cloud, made };
}

test(`three devices converge, and for each key the last to write wins (DEVICES_SEED=${seed})`, () => {
  for (let run = 0; run < runs; run++) {
    const { devices, made } = play(seed + run);
    expect([seed + run, agree(devices)]).toEqual([seed + run, true]);
    const winners = merge(...made.map((entry) => new Map([[entry.key, entry]])));
    for (const { local } of devices)
      for (const [key, { value }] of winners)
        expect([seed + run, key, local.get(key)]).toEqual([seed + run, key, value]);
  }
});

test('and they do not where nobody writes back what the others lack', () => {
  let apart = 0;
  for (let run = 0; run < 200; run++)
    if (!agree(play(seed + run, { forgetsToWriteBack: true }).devices)) apart++;
  expect(apart).toBeGreaterThan(60);
});

test('once all is told nobody writes any more', () => {
  const { devices, cloud } = play(seed);
  const before = [...cloud.items];
  settle(devices, cloud);
  expect([...cloud.items]).toEqual(before);
});

const today = 20_000;
const live = (key: string, value: unknown, stamp: number, by = 'other'): [string, Entry] => [
  key,
  { key, value, stamp, by },
];
const gone = (key: string, stamp: number, goneOn = today): [string, Entry] => [
  key,
  { key, stamp, by: 'other', goneOn },
];
const here = (more: Partial<Here>): Here => ({
  me: 'me',
  today,
  local: new Map(),
  known: new Map(),
  moved: new Map(),
  understands: () => true,
  ...more,
});

test('a device that joins takes what the others have, and adds what they lack', () => {
  const local = new Map([
    ['sa', 1],
    ['sb', 2],
    ['sc', 3],
  ]);
  const theirs = new Map([live('sa', 9, 5), gone('sb', 4), live('sd', 8, 3)]);
  const { toDo, toTell, agreed } = exchange(here({ local }), theirs);
  expect(toDo.map(({ key, value }) => [key, value])).toEqual([
    ['sd', 8],
    ['sa', 9],
  ]);
  // What it still has is not taken away from it because another device once left it.
  expect([...toTell].sort()).toEqual(['sb', 'sc']);
  expect(agreed.get('sb')).toEqual({ key: 'sb', value: 2, stamp: 6, by: 'me' });
});

test('an empty device tells nothing', () => {
  expect(exchange(here({}), new Map()).toTell.size).toBe(0);
  expect(exchange(here({}), new Map([live('sa', 9, 5)])).toTell.size).toBe(0);
});

test('what was taken away here is told, with the day, and where a feed went', () => {
  const known = new Map([live('fold', { url: 'old', folder: [], tags: [] }, 3), live('sb', 1, 3)]);
  const moved = new Map([['fold', 'https://new.example/feed']]);
  const { agreed } = exchange(here({ known, moved }), known);
  expect(agreed.get('sb')).toEqual({ key: 'sb', stamp: 4, by: 'me', goneOn: today });
  expect(agreed.get('fold')?.movedTo).toBe('https://new.example/feed');
});

test('a device that was stopped before it could note what it took over does not tell it as its own', () => {
  const known = new Map([live('sa', 1, 3), live('sb', 1, 3)]);
  const theirs = new Map([live('sa', 2, 7), gone('sb', 8)]);
  const { agreed, toDo, toTell } = exchange(here({ known, local: new Map([['sa', 2]]) }), theirs);
  expect([agreed.get('sa')?.stamp, agreed.get('sb')?.stamp, toDo, toTell.size]).toEqual([7, 8, [], 0]);
});

test('that it is what an older bucket says does not make a change the older one', () => {
  const known = new Map([live('sa', 2, 7, 'me')]);
  const theirs = new Map([live('sa', 1, 5)]);
  expect(exchange(here({ known, local: new Map([['sa', 1]]) }), theirs).agreed.get('sa')).toEqual({
    key: 'sa',
    value: 1,
    stamp: 8,
    by: 'me',
  });
});

test('what was taken away is forgotten after 180 days, and two clocks do not quarrel about it', () => {
  const old = new Map([gone('sa', 4, today - 181)]);
  expect(exchange(here({ known: old }), old).agreed.size).toBe(0);
  const nearly = new Map([gone('sa', 4, today - 179)]);
  const { agreed, toTell } = exchange(here({ known: nearly }), new Map());
  expect([agreed.size, toTell.size]).toEqual([1, 0]);
  expect(exchange(here({ known: new Map([gone('sa', 4, today - 100)]) }), new Map()).toTell.size).toBe(1);
});

test('what a later build tells is handed on, neither done nor taken away', () => {
  const theirs = new Map([live('znew', { a: 1 }, 5), live('stheme', { setting: 'sepia' }, 5)]);
  const understands = (key: string, value: unknown) =>
    key.startsWith('s') && (value as { setting?: unknown })?.setting !== 'sepia';
  const local = new Map([['stheme', { setting: 'dark' }]]);
  const { agreed, toDo } = exchange(here({ known: theirs, local, understands }), theirs);
  expect([agreed.get('znew')?.stamp, agreed.get('stheme')?.stamp, toDo]).toEqual([5, 5, []]);
});

test('the title a feed gives itself is no change', () => {
  const feed = { url: 'https://a.example/feed', folder: ['News'], tags: [] };
  expect(isSame({ ...feed, title: 'One' }, { ...feed, url: 'http://a.example/feed', title: 'Two' })).toBe(
    true,
  );
  expect(isSame(feed, { ...feed, customTitle: 'Mine' })).toBe(false);
  expect(isSame(feed, { ...feed, folder: [] })).toBe(false);
});
