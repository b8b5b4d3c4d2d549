import { describe, expect, test } from 'vitest';
import { cleanLink } from '../../src/feeds/clean-link.ts';
import { MAX_URL } from '../../src/feeds/limits.ts';
import { canonicalLink, isWebLink, resolveLink } from '../../src/feeds/urls.ts';

describe('resolveLink', () => {
  const base = 'https://blog.example/2024/feed.xml';
  test.each<[string, string | undefined]>([
    ['https://a.example/x?b=1&c', 'https://a.example/x?b=1&c'],
    ['http://a.example', 'http://a.example'],
    ['post', 'https://blog.example/2024/post'],
    ['/post', 'https://blog.example/post'],
    ['../post', 'https://blog.example/post'],
    ['?p=1', 'https://blog.example/2024/feed.xml?p=1'],
    ['#part', 'https://blog.example/2024/feed.xml#part'],
    ['//cdn.example/a.png', 'https://cdn.example/a.png'],
    ['  https://a.example/x \n', 'https://a.example/x'],
    ['https://a.example/a b', 'https://a.example/a%20b'],
    ['https://a.example/ä', 'https://a.example/%C3%A4'],
    ['https://bücher.example/', 'https://xn--bcher-kva.example/'],
    ['mailto:me@example.org', 'mailto:me@example.org'],
    ['tag:example.org,2024:1', 'tag:example.org,2024:1'],
    ['magnet:?xt=urn:btih:1', 'magnet:?xt=urn:btih:1'],
    ['javascript:alert(1)', undefined],
    ['java\nscript:alert(1)', undefined],
    [' JavaScript:alert(1)', undefined],
    ['\u0001javascript:alert(1)', undefined],
    ['vbscript:x', undefined],
    ['data:text/html,x', undefined],
    ['file:///etc/passwd', undefined],
    ['blob:https://a.example/1', undefined],
    ['about:blank', undefined],
    ['', undefined],
    ['http:', undefined],
    ['https://', undefined],
    ['https://[', undefined],
    ['http://#', undefined],
    ['http://?p=1', undefined],
    ['http://javascript:void(0)', undefined],
    ['https://a.example:port/x', undefined],
    ['http://a.example:99999/', undefined],
    ['https://a.example%20/', undefined],
    ['http://192.168.1.256/rss', undefined],
    [`https://a.example/${'x'.repeat(MAX_URL)}`, undefined],
    [`/${'x'.repeat(MAX_URL)}`, undefined],
  ])('%j is %j', (link, expected) => expect(resolveLink(link, base)).toBe(expected));

  test('without a base a relative link is none', () => expect(resolveLink('post', '')).toBeUndefined());
});

describe('cleanLink', () => {
  test.each([
    ['https://a.example/x', 'https://a.example/x'],
    ['https://a.example/x?utm_source=rss&utm_medium=feed', 'https://a.example/x'],
    ['https://a.example/x?id=1&utm_source=rss#part', 'https://a.example/x?id=1#part'],
    ['https://a.example/x?UTM_Source=rss', 'https://a.example/x'],
    ['https://a.example/x?fbclid=1&gclid=2&b=%20', 'https://a.example/x?b=%20'],
    ['https://a.example/x?PHPSESSID=1', 'https://a.example/x?PHPSESSID=1'],
    ['https://a.example/x#?utm_source=rss', 'https://a.example/x#'],
    ['https://a.example/x?flag', 'https://a.example/x?flag'],
    ['https://bank.example@evil.example/x', 'https://evil.example/x'],
    ['https://ann:s3cret@a.example/?utm_source=x&b=1', 'https://a.example/?b=1'],
    ['http:\\\\bank.example@evil.example/', 'http://evil.example/'],
    ['https://a.example/@ann', 'https://a.example/@ann'],
    ['mailto:ann@a.example', 'mailto:ann@a.example'],
  ])('%s is %s', (link, expected) => expect(cleanLink(link)).toBe(expected));
});

describe('canonicalLink', () => {
  const page = canonicalLink('https://example.org/post');
  test.each([
    'http://example.org/post',
    'https://www.example.org/post',
    'https://EXAMPLE.org/post/',
    'https://example.org//post',
    'https://example.org:443/post',
    'http://example.org:80/post',
    'https://example.org./post',
    'https://example.org/post#part',
    'https://example.org/post?utm_source=rss&utm_campaign=x',
    'https://example.org/post?PHPSESSID=123',
    'https://example.org/post?sid=0123456789abcdef0123456789abcdef',
    'https://example.org/post;jsessionid=AB12',
    'https://example.org/post/index.html',
    ' https://example.org/post ',
  ])('%s is the same page', (link) => expect(canonicalLink(link)).toBe(page));

  test.each([
    'https://example.org/Post',
    'https://example.org/post?id=1',
    'https://example.org/post?sid=24/01/15/1',
    'https://example.org/post?sid=24/01/15/1234567890123',
    'https://example.org/post?sid=123',
    'https://example.org/post?sid',
    'https://blog.example.org/post',
    'https://example.org:8080/post',
    'https://example.org/post#!/other',
    'https://example.org/post#/other',
  ])('%s is another page', (link) => expect(canonicalLink(link)).not.toBe(page));

  test('parameters in another order are the same page', () => {
    expect(canonicalLink('https://a.example/?b=2&a=1')).toBe(canonicalLink('https://a.example/?a=1&b=2'));
  });

  test('percent codes are compared whatever their case', () => {
    expect(canonicalLink('https://a.example/%c3%a4%7e')).toBe(canonicalLink('https://a.example/%C3%A4~'));
  });

  test('what is no web link comes back trimmed', () => {
    expect(canonicalLink(' tag:example.org,2024:1 ')).toBe('tag:example.org,2024:1');
    expect(canonicalLink(' abc ')).toBe('abc');
  });

  test('is its own canonical form', () => {
    const once = canonicalLink('http://www.example.org/a/?b=1&utm_source=x#y');
    expect(canonicalLink(once)).toBe(once);
  });
});

test('only addresses of the web are opened from a post', () => {
  const isOne = (link?: string) => isWebLink(link);
  expect(['https://a.example/', 'HTTP://a.example'].map(isOne)).toEqual([true, true]);
  const others = [
    undefined,
    'chrome://settings',
    'mailto:a@a.example',
    '/post',
    'http://#',
    'http://a:99999/',
  ];
  expect(others.filter(isOne)).toEqual([]);
});
