import { expect, test } from 'vitest';
import { hostOf, loginIn, readAddress } from '../../src/panel/address.ts';

test.each([
  ['example.org', 'https://example.org/'],
  ['  example.org/feed ', 'https://example.org/feed'],
  ['http://example.org/feed.xml', 'http://example.org/feed.xml'],
  ['HTTPS://Example.org', 'https://example.org/'],
  ['feed://example.org/rss', 'https://example.org/rss'],
  ['feed:http://example.org/rss', 'http://example.org/rss'],
  ['localhost:8080/feed', 'https://localhost:8080/feed'],
  ['münchen.example', 'https://xn--mnchen-3ya.example/'],
])('%j is %s', (typed, url) => {
  expect(readAddress(typed)).toBe(url);
});

test.each([
  '',
  ' ',
  'not an address',
  'word',
  'mailto:me@example.org',
  'me@example.org',
  'ftp://example.org/',
  'javascript:alert(1)',
  'https://',
])('%j is no address', (typed) => {
  expect(readAddress(typed)).toBeUndefined();
});

test.each([
  ['https://ann:s%40fe@example.org/feed', 'https://example.org/feed', 'ann', 's@fe'],
  ['ann:secret@example.org/feed', 'https://example.org/feed', 'ann', 'secret'],
  ['http://ann@example.org/', 'http://example.org/', 'ann', ''],
  ['feed://ann:100%@example.org/', 'https://example.org/', 'ann', '100%'],
])('%j is an address, and a login beside it', (typed, url, user, password) => {
  expect(readAddress(typed)).toBe(url);
  expect(loginIn(typed)).toEqual({ kind: 'basic', user, password });
});

test.each(['https://example.org/a@b', 'example.org', 'not an address', ''])('in %j is no login', (typed) => {
  expect(loginIn(typed)).toBeUndefined();
});

test('a host is said without www', () => {
  expect(hostOf('https://www.example.org/feed')).toBe('example.org');
  expect(hostOf('not a url')).toBe('not a url');
});
