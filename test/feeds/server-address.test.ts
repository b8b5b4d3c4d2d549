import { expect, test } from 'vitest';
import { isReadableByOthers, readServerAddress } from '../../src/feeds/server-address.ts';

test('addresses are read as people type them', () => {
  const href = (typed: string) => readServerAddress(typed)?.href;
  expect(href('rss.example')).toBe('https://rss.example/');
  expect(href('rss.example:8080/fresh?x#y')).toBe('https://rss.example:8080/fresh');
  expect(href('localhost:8080')).toBe('http://localhost:8080/');
  expect(href('[::1]:8080/x')).toBe('http://[::1]:8080/x');
  expect(href(' http://ann:secret@rss.example/ ')).toBe('http://rss.example/');
  for (const none of ['', 'two words', 'ftp://rss.example', 'https://', 'javascript://x'])
    expect(href(none)).toBeUndefined();
  const isReadable = (typed: string) => isReadableByOthers(readServerAddress(typed) as URL);
  expect(['http://rss.example', 'http://192.168.1.2'].map(isReadable)).toEqual([true, true]);
  const safe = [
    'https://rss.example',
    'localhost',
    'http://127.0.0.1:80',
    'http://[::1]',
    'http://a.localhost',
  ];
  expect(safe.map(isReadable)).toEqual([false, false, false, false, false]);
});
