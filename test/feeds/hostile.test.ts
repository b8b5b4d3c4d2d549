import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MAX_BODY, MAX_BYTES, MAX_LINE, MAX_POSTS, MAX_TAGS } from '../../src/feeds/limits.ts';
import { readFeed } from '../../src/feeds/read.ts';
import { type Cost, readingApart } from './measure-reading.ts';

const MB = 1024 * 1024;
const rss = (inside: string) =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>${inside}</channel></rss>`;
const item = (body: string) => rss(`<item><title>One</title><description>${body}</description></item>`);
const numbered = (count: number, one: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => one(i)).join('');
const bomb = (declarations: string, body: string) => `<!DOCTYPE rss [${declarations}]>${item(body)}`;
const nested = numbered(9, (i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`);

/** Each ends within two seconds of processor time and 300 MB, read in a process of its own, with a clear outcome. */
const HOSTILE: [name: string, make: () => string][] = [
  ['an exponential entity bomb', () => bomb(`<!ENTITY e0 "lol">${nested}`, '&e9;')],
  ['a linear entity bomb', () => bomb(`<!ENTITY a "${'x'.repeat(1000)}">`, '&a;'.repeat(2_000_000))],
  [
    'a thousand entities',
    () =>
      bomb(
        numbered(1000, (i) => `<!ENTITY e${i} "x">`),
        '&e999;',
      ),
  ],
  [
    'external entities',
    () => bomb('<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b SYSTEM "http://x.example/">', '&a;&b;'),
  ],
  [
    '100,000 posts',
    () => rss('<item><title>One</title><link>https://a.example/</link></item>'.repeat(100_000)),
  ],
  ['a million empty posts', () => rss('<item/>'.repeat(1_000_000))],
  ['a million posts never closed', () => rss('<item>'.repeat(1_000_000))],
  ['20,000 nested posts', () => rss('<item><title>One</title>'.repeat(20_000))],
  ['a text of 9 MB', () => item('x'.repeat(9 * MB))],
  ['a title of 9 MB', () => rss(`<item><title>${'x'.repeat(9 * MB)}</title></item>`)],
  ['escaped HTML of 9 MB', () => item('&lt;p&gt;'.repeat(MB))],
  [
    '500 CDATA bodies of 20 kB',
    () => rss(`<item><description><![CDATA[${'x'.repeat(20_000)}]]></description></item>`.repeat(500)),
  ],
  ['CDATA that never ends, a million times', () => rss('<item><a><![CDATA['.repeat(600_000))],
  [
    'CDATA that ends in its posts and once more',
    () => rss(`${'<item><a><![CDATA[x</a>'.repeat(400_000)}]]>`),
  ],
  ['CDATA in CDATA', () => item(`${'<![CDATA['.repeat(900_000)}]]>`)],
  ['quotes that never close in one post', () => item(`${'<a b="'.repeat(1_400_000)}`)],
  ['end tags that never end', () => item('</a '.repeat(2_000_000))],
  ['nesting 100,000 deep', () => item('<a>'.repeat(100_000))],
  ['nesting three million deep', () => item('<a>'.repeat(3_000_000))],
  ['two million stray end tags', () => item(`${'<a>'.repeat(250)}${'</b>'.repeat(2_000_000)}`)],
  [
    '50,000 namespaces',
    () =>
      `<rss ${numbered(50_000, (i) => `xmlns:a${i}="http://x/${i}" `)}><channel><title>T</title></channel></rss>`,
  ],
  ['100,000 prefixes nobody declared', () => rss(numbered(100_000, (i) => `<p${i}:x/>`))],
  ['< five million times', () => item('<'.repeat(5_000_000))],
  ['"< " four million times', () => item('< '.repeat(4_000_000))],
  ['"<a " three million times', () => item('<a '.repeat(3_000_000))],
  ['"<1 " three million times', () => item('<1 '.repeat(3_000_000))],
  ['"<rss " a million times', () => '<rss '.repeat(1_000_000)],
  ['"<rss>" a million times', () => '<rss>'.repeat(1_000_000)],
  ['"<feed " a million times in a page', () => `<html>${'<feed '.repeat(1_000_000)}`],
  ['& nine million times', () => item('&'.repeat(9_000_000))],
  ['"&a" four million times and one semicolon', () => item(`${'&a'.repeat(4_000_000)};`)],
  ['comments that never end', () => '<!--'.repeat(2_000_000)],
  ['comments that never end, in a post', () => item('<!--'.repeat(2_000_000))],
  ['instructions that never end', () => '<?x>'.repeat(2_000_000)],
  ['instructions that never end, in a post', () => item('<?x>'.repeat(2_000_000))],
  ['doctypes that never end', () => '<!DOCTYPE ['.repeat(800_000)],
  ['a doctype of brackets', () => `<!DOCTYPE x [${'] '.repeat(4_000_000)}`],
  ['entities that never end', () => `<!DOCTYPE x [${'<!ENTITY a "'.repeat(800_000)}]>`],
  [
    'a million attributes',
    () => rss(`<item ${numbered(500_000, (i) => `a${i}="x" `)}><title>One</title></item>`),
  ],
  ['quotes that never close', () => rss('<item a="x><title>One</title></item>'.repeat(200_000))],
  ['HTML tags that never end', () => item('&lt;a href='.repeat(700_000))],
  ['a srcset of two million pictures', () => item(`&lt;img srcset="${'a, '.repeat(2_000_000)}"&gt;`)],
  [
    'a date of 8 MB',
    () => rss(`<item><title>One</title><pubDate>${'1 '.repeat(4_000_000)}</pubDate></item>`),
  ],
  [
    'an address of 8 MB',
    () => rss(`<item><title>One</title><author>${'a@'.repeat(4_000_000)}</author></item>`),
  ],
  [
    '400,000 categories',
    () => rss(`<item><title>One</title>${numbered(400_000, (i) => `<category>${i}</category>`)}</item>`),
  ],
  [
    'a list of four million keywords',
    () => rss(`<item><title>One</title><tags>${'a,'.repeat(4_000_000)}</tags></item>`),
  ],
  [
    'a link of 8 MB',
    () => rss(`<item><title>One</title><link>https://a.example/${'x'.repeat(8 * MB)}</link></item>`),
  ],
  ['9 MB of garbled text', () => item('Ã©'.repeat(2_000_000))],
  ['9 MB of white space', () => ' '.repeat(9 * MB) + rss('')],
  ['9 MB of NUL', () => '\0'.repeat(9 * MB)],
  ['JSON four million deep', () => `{"items":${'['.repeat(4_000_000)}`],
  [
    'JSON with a string of 9 MB',
    () => `{"version":"https://jsonfeed.org/version/1","items":[{"content_text":"${'x'.repeat(9 * MB)}"}]}`,
  ],
  [
    'JSON with a million posts',
    () => `{"version":"https://jsonfeed.org/version/1","items":[${'{"id":1},'.repeat(900_000)}{}]}`,
  ],
  [
    'base64 of 9 MB',
    () =>
      `<feed xmlns="http://purl.org/atom/ns#"><entry><content mode="base64">${'A'.repeat(9 * MB)}</content></entry></feed>`,
  ],
  ['xml:base half a million times', () => rss('<a xml:base="x/">'.repeat(500_000))],
];

const MAX_CPU_MS = 2_000;
const MAX_GROWN_BYTES = 300_000_000;

describe('hostile documents', { timeout: 60_000 }, () => {
  let read: (bytes: Uint8Array) => Cost;
  let forget: () => void;
  beforeAll(async () => {
    ({ read, forget } = await readingApart());
  });
  afterAll(() => forget());

  test.each(HOSTILE)('%s', (_, make) => {
    const bytes = new TextEncoder().encode(make()).slice(0, MAX_BYTES);
    let cost = read(bytes);
    // Neighbours on the machine add to it and take nothing away: the least of three is what it costs.
    for (let again = 0; again < 2 && cost.cpuMs >= MAX_CPU_MS; again++) cost = read(bytes);
    expect(cost.cpuMs).toBeLessThan(MAX_CPU_MS);
    expect(cost.grownBytes).toBeLessThan(MAX_GROWN_BYTES);
    expect(cost.posts).toBeLessThanOrEqual(MAX_POSTS);
    expect(cost.longestTitle).toBeLessThanOrEqual(MAX_LINE);
    expect(cost.longestBody).toBeLessThanOrEqual(MAX_BODY * 2);
    expect(cost.mostTags).toBeLessThanOrEqual(MAX_TAGS);
  });

  test('more bytes than the limit are refused', () => {
    expect(readFeed(new Uint8Array(MAX_BYTES + 1), { url: '' })).toMatchObject({
      kind: 'none',
      reason: 'too-large',
    });
  });

  test.each([
    [[0x1f, 0x8b, 8]],
    [[0x50, 0x4b, 3, 4]],
    [[0x25, 0x50, 0x44, 0x46]],
    [[0x89, 0x50, 0x4e, 0x47]],
  ])('bytes of another kind (%j) are binary', (bytes) =>
    expect(readFeed(Uint8Array.from(bytes), { url: '' })).toMatchObject({ kind: 'none', reason: 'binary' }),
  );
});
