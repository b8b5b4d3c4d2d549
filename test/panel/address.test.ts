import { expect, test } from 'vitest';
import { hostOf, readAddress } from '../../src/panel/address.ts';

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
  'ftp://example.org/',
  'javascript:alert(1)',
  'https://',
])('%j is no address', (typed) => {
  expect(readAddress(typed)).toBeUndefined();
});

test('an address with a password in it is none: it would be stored and sent', () => {
  expect(readAddress('https://user:secret@example.org/')).toBeUndefined();
});

test('a host is said without www', () => {
  expect(hostOf('https://www.example.org/feed')).toBe('example.org');
  expect(hostOf('not a url')).toBe('not a url');
});
