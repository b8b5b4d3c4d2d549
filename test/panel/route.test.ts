import { expect, test } from 'vitest';
import { hrefOf, readRoute, scopeOf } from '../../src/panel/state/route.ts';

test.each([
  ['', { view: 'river' }],
  ['#/river', { view: 'river' }],
  ['#/nowhere', { view: 'river' }],
  ['#/feed/12', { view: 'feed', id: 12 }],
  ['#/feed/twelve', { view: 'river' }],
  ['#/folder/3', { view: 'folder', id: 3 }],
  ['#/tag/c%2B%2B', { view: 'tag', key: 'c++' }],
  ['#/tag/%E0%A4%A', { view: 'river' }],
  ['#/starred', { view: 'starred' }],
  ['#/settings', { view: 'settings' }],
  ['#/add?url=https%3A%2F%2Fexample.org', { view: 'add', address: 'https://example.org' }],
  ['#/add?tab=7', { view: 'add', tabId: 7 }],
] as const)('%s', (hash, route) => {
  expect(readRoute(hash)).toEqual(route);
});

test.each(['#/river', '#/feed/12', '#/folder/3', '#/tag/c%2B%2B', '#/tags', '#/welcome'])(
  '%s is written as it is read',
  (hash) => {
    expect(hrefOf(readRoute(hash))).toBe(hash);
  },
);

test('screens of posts have a scope, others none', () => {
  expect(scopeOf({ view: 'river' })).toEqual({ kind: 'all' });
  expect(scopeOf({ view: 'tag', key: 'python' })).toEqual({ kind: 'tag', tag: 'python' });
  expect(scopeOf({ view: 'settings' })).toBeUndefined();
});
