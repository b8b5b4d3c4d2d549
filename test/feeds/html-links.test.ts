import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { absoluteLinks } from '../../src/feeds/parse/html-links.ts';
import { tokenize } from '../../src/feeds/parse/markup.ts';

const base = 'https://a.example/b/';

describe('absoluteLinks', () => {
  test.each([
    ['<a href="c">', '<a href="https://a.example/b/c">'],
    ["<a href='/c' hidden>x", "<a href='https://a.example/c' hidden>x"],
    ['<a href=c>x</a><img src=d>', '<a href=https://a.example/b/c>x</a><img src=https://a.example/b/d>'],
    ['<A HREF = "c" Class="d">', '<A HREF = "https://a.example/b/c" Class="d">'],
    ['<a href="//c.example/">', '<a href="https://c.example/">'],
    ['<a href="javascript:x()">', '<a href="">'],
    ['<img src="data:image/png;base64,AA">', '<img src="data:image/png;base64,AA">'],
    ['<img src="data:text/html,x">', '<img src="">'],
    ['<img srcset="c 1x, /d 2x">', '<img srcset="https://a.example/b/c 1x, https://a.example/d 2x">'],
    [
      '<img srcset="https://c.example/d 1x, e 2x">',
      '<img srcset="https://c.example/d 1x, https://a.example/b/e 2x">',
    ],
    ['<a title="1 < 2" href="c">', '<a title="1 < 2" href="https://a.example/b/c">'],
    ['<a title="<b>" href="c">', '<a title="<b>" href="https://a.example/b/c">'],
    ['<p>href="c"</p><a href="d">', '<p>href="c"</p><a href="https://a.example/b/d">'],
    [
      '<p>&lt;a href=&quot;c&quot;&gt;</p><a href="d">',
      '<p>&lt;a href=&quot;c&quot;&gt;</p><a href="https://a.example/b/d">',
    ],
    ['href="c" <a href="d">', 'href="c" <a href="https://a.example/b/d">'],
  ])('%s', (html, expected) => expect(absoluteLinks(html, base)).toBe(expected));

  test.each([
    '<a href="https://c.example/?src=d">x</a>',
    '<img srcset="https://c.example/d 1x, https://c.example/e 2x">',
    '<!-- <a href="c --><p>x</p>',
    '<script>x = \'<a href="c">\'</script>',
    "<!' <a href='c'>",
    '<a href="#part"><a href="mailto:x@a.example">',
  ])('leaves %s', (html) => expect(absoluteLinks(html, base)).toBe(html));

  test('more attributes than are kept are no trap', () => {
    const html = `<a ${'href="c" '.repeat(50_000)}>`;
    expect(absoluteLinks(html, base)).toContain('href="https://a.example/b/c"');
  });

  test('tags read one by one are the tags read all at once', () => {
    const piece = fc.constantFrom(
      ...[
        '<a href="c">',
        '<a href="https://c.example/">',
        '<img alt="" src=/d>',
        '</a>',
        'text',
        ' href="e" ',
      ],
      ...['<!-- x -->', '<!-- <a href="c"> -->', '<script>src="c"</script>', "<script>'<a href=c>'</script>"],
      ...[
        '<p class="x" title="1 < 2" data="f">',
        '<br/>',
        '1 < 2',
        '<style>a<b src=c></style>',
        '<?x href="c"?>',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const html = pieces.join('');
        // a comment is shown to nobody, so whether a link in it is rewritten does not matter
        expect(absoluteLinks(html, base)).toBe(readAsAWhole(html));
      }),
      { numRuns: 2_000 },
    );
  });
});

/** Each attribute of each tag handed over alone. */
function readAsAWhole(html: string): string {
  let result = '';
  let done = 0;
  tokenize(html, 'html', {
    open(_name, attributes): undefined {
      for (const { name, value, from, to } of attributes) {
        const alone = /"(.*)"/.exec(absoluteLinks(`<a ${name}="${value}">`, base))?.[1];
        if (to === 0 || alone === undefined || alone === value) continue;
        result += html.slice(done, from) + alone;
        done = to;
      }
    },
  });
  return result + html.slice(done);
}
