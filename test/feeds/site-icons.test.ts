import { describe, expect, test } from 'vitest';
import { siteOf } from '../../src/feeds/site.ts';
import { findIcons, imageTypeOf, isOnSite, isPlainDrawing } from '../../src/feeds/site-icons.ts';

const bytes = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));

describe('the icons of a page', () => {
  test('those it names come by size, then the usual place', () => {
    const html = `<HEAD><link rel="apple-touch-icon" href="/touch.png"><link rel="mask-icon" href="/mask.svg">
      <link rel="icon" sizes="16x16" href="16.png"><LINK REL='Shortcut Icon' HREF='32.png'>
      <link rel="icon" type="image/svg+xml" sizes="any" href="any.svg?a=1&amp;b=2"><link rel="icon" sizes="16x16 96x96" href="96.png">
      <link rel="icon" href="data:image/png,x"><link rel="icon"><link rel="stylesheet" href="/a.css"></head>
      <body><link rel="icon" sizes="64x64" href="/late.png">`;
    expect(findIcons(html, 'https://s.example/blog/')).toEqual([
      'https://s.example/blog/any.svg?a=1&b=2',
      'https://s.example/blog/96.png',
      'https://s.example/touch.png',
      'https://s.example/blog/32.png',
      'https://s.example/blog/16.png',
      'https://s.example/favicon.ico',
    ]);
  });

  test('a base is minded, nothing is named twice, and no page names more than some', () => {
    const html = `<base href="https://cdn.example/x/"><link rel="icon" href="a.png"><link rel="icon" href="a.png">`;
    expect(findIcons(html, 'https://s.example/')).toEqual([
      'https://cdn.example/x/a.png',
      'https://s.example/favicon.ico',
    ]);
    expect(findIcons('', 'https://s.example/a/b')).toEqual(['https://s.example/favicon.ico']);
    const many = Array.from({ length: 100 }, (_, i) => `<link rel=icon href=${i}.png>`).join('');
    expect(findIcons(many, 'https://s.example/')).toHaveLength(21);
    expect(findIcons('<link rel=icon href=a.png>', 'nonsense')).toEqual([]);
  });
});

test('a site is a scheme and a host', () => {
  expect(siteOf('https://Blog.example:8443/x?y')).toBe('https://blog.example:8443');
  expect(siteOf('mailto:a@b.example')).toBeUndefined();
  expect(siteOf('nonsense')).toBeUndefined();
  expect(siteOf(undefined)).toBeUndefined();
});

test('what lies on a site', () => {
  expect(isOnSite('https://blog.example/i.png', 'https://www.blog.example')).toBe(true);
  expect(isOnSite('http://static.blog.example/i.png', 'https://blog.example')).toBe(true);
  expect(isOnSite('https://example/i.png', 'https://blog.example')).toBe(false);
  expect(isOnSite('https://evilblog.example/i.png', 'https://blog.example')).toBe(false);
  expect(isOnSite('data:image/png,x', 'https://blog.example')).toBe(false);
});

describe('what is a picture', () => {
  test.each([
    ['image/png', '\x89PNG\r\n\x1a\n...'],
    ['image/gif', 'GIF89a...'],
    ['image/jpeg', '\xff\xd8\xff\xe0'],
    ['image/webp', 'RIFF\x10\0\0\0WEBPVP8 '],
    ['image/x-icon', '\0\0\x01\0\x02\0'],
    ['image/svg+xml', '\xef\xbb\xbf <svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['image/svg+xml', '<?xml version="1.0"?><!-- drawn --><svg >'],
    [undefined, '<!doctype html><svg>'],
    [undefined, '<?xml version="1.0"?><rss>'],
    [undefined, 'Not found'],
    [undefined, ''],
  ])('%s: %j', (type, text) => {
    expect(imageTypeOf(bytes(text))).toBe(type);
  });

  test('a drawing that could draw itself without end is not plain', () => {
    expect(isPlainDrawing('<svg><style>path{fill:red}</style><path d="M0 0"/><circle r="4"/></svg>')).toBe(
      true,
    );
    expect(isPlainDrawing('<svg><g id="a"><use href="#b"/></g></svg>')).toBe(false);
    expect(isPlainDrawing('<!DOCTYPE svg [<!ENTITY a "b">]><svg/>')).toBe(false);
    expect(isPlainDrawing('<svg><animate attributeName="r"/></svg>')).toBe(false);
  });
});
