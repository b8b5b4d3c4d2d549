import { expect, test } from 'vitest';
import { gmtDays } from '../../src/feeds/days.ts';
import { focusEnded, focusEndsAt, focusFor, nextTurnAt, readHours } from '../../src/feeds/focus.ts';
import type { PostFacts } from '../../src/feeds/query-match.ts';
import { decide, isIdle, muteQuery, type Rule, readRules } from '../../src/feeds/rules.ts';

const clock = { now: Date.UTC(2026, 0, 10), days: gmtDays };
const facts: PostFacts = {
  title: 'A sponsored post about Rust',
  author: 'Ann',
  text: 'Buy it now',
  feedNames: ['Blog'],
  folderNames: ['Work'],
  tags: ['rust'],
  at: Date.UTC(2026, 0, 9),
  marks: new Set(['unread']),
  parts: new Set(),
};

const decided = (...rules: Rule[]) => decide(readRules(rules), facts, clock);

test('every rule whose query finds the post acts', () => {
  expect(
    decided(
      { query: 'sponsored', does: { hide: true } },
      { query: 'author:bob', does: { star: true } },
      { query: 'folder:work', does: { tags: ['Read later'] } },
      { query: 'feed:blog', does: { tags: ['b'], notify: true } },
    ),
  ).toEqual({ hide: true, tags: ['Read later', 'b'], notify: true });
});

test('a later rule sees what earlier ones did', () => {
  expect(
    decided(
      { query: 'title:rust', does: { tags: ['#Systems'], read: true, star: true } },
      { query: 'tag:systems is:starred -is:unread', does: { notify: true } },
    ),
  ).toEqual({ tags: ['#Systems'], read: true, star: true, notify: true });
});

test('stop keeps the rules below from being asked; order decides', () => {
  const keep: Rule = { query: 'author:ann', does: { stop: true } };
  const hide: Rule = { query: 'sponsored', does: { hide: true } };
  expect(decided(keep, hide)).toEqual({});
  expect(decided(hide, keep)).toEqual({ hide: true });
});

test('a rule that is off, or whose query cannot be read, does nothing', () => {
  expect(
    decided({ query: 'rust', does: { hide: true }, off: true }, { query: 'title:', does: { hide: true } }),
  ).toEqual({});
});

test('texts are read only when a rule asks for them', () => {
  const shy = Object.defineProperty({ ...facts }, 'text', {
    get: () => {
      throw new Error('was read');
    },
  }) as PostFacts;
  const asking = (query: string) => decide(readRules([{ query, does: { read: true } }]), shy, clock);
  expect(asking('title:rust tag:rust is:unread')).toEqual({ read: true });
  expect(() => asking('now')).toThrow('was read');
});

test('a rule that does nothing is idle', () => {
  expect([isIdle({}), isIdle({ tags: [] }), isIdle({ tags: ['a'] }), isIdle({ stop: true })]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test('the query that mutes finds the word or the author, and nothing is found in mere marks', () => {
  expect(muteQuery('author', ' O"Neil  & Co ')).toBe('author:"O Neil & Co"');
  expect(muteQuery('word', 'crypto')).toBe('"crypto"');
  expect([muteQuery('word', '  '), muteQuery('author', '—')]).toEqual([undefined, undefined]);
});

const quiet = { focusUntilAt: 0, focusHours: '', focusEndedAt: 0 };
const at = (hour: number, minute = 0, day = 10) => new Date(2026, 5, day, hour, minute).getTime();

test('focus for minutes ends when they are over', () => {
  const settings = { ...quiet, focusUntilAt: at(10, 30) };
  expect(focusEndsAt(settings, at(10))).toBe(at(10, 30));
  expect(focusEndsAt(settings, at(10, 30))).toBeUndefined();
  expect([nextTurnAt(settings, at(10)), nextTurnAt(settings, at(11))]).toEqual([at(10, 30), undefined]);
});

test.each([
  ['09:00-17:00', at(8, 59), undefined, at(9)],
  ['09:00-17:00', at(9), at(17), at(17)],
  ['09:00-17:00', at(17), undefined, at(9, 0, 11)],
  ['22:00-07:00', at(23), at(7, 0, 11), at(7, 0, 11)],
  ['22:00-07:00', at(6), at(7), at(7)],
  ['22:00-07:00', at(7), undefined, at(22)],
])('hours %s', (focusHours, now, ends, turns) => {
  const settings = { ...quiet, focusHours };
  expect([focusEndsAt(settings, now), nextTurnAt(settings, now)]).toEqual([ends, turns]);
});

test('hours ended by hand are over until they begin again', () => {
  const settings = { ...quiet, focusHours: '22:00-07:00', focusEndedAt: at(23) };
  expect(focusEndsAt(settings, at(23, 30))).toBeUndefined();
  expect(focusEndsAt(settings, at(22, 0, 11))).toBe(at(7, 0, 12));
});

test('minutes of focus after hours ended by hand are these minutes, not the rest of the hours', () => {
  const night = { ...quiet, focusHours: '22:00-07:00' };
  const ended = { ...night, ...focusEnded(at(23)) };
  expect(focusEndsAt({ ...ended, ...focusFor(15, at(23, 30)) }, at(23, 31))).toBe(at(23, 45));
  expect(focusEndsAt({ ...night, ...focusFor(15, at(23, 30)) }, at(23, 31))).toBe(at(7, 0, 11));
});

test('what is no pair of hours is none', () => {
  const read = ['', '9-17', '25:00-07:00', '09:60-10:00', '10:00-10:00'].map(readHours);
  expect(read).toEqual([undefined, undefined, undefined, undefined, undefined]);
  expect(readHours('22:00-07:30')).toEqual({ from: 1320, to: 450 });
});
