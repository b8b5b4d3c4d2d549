/** Two feeds for the tests of reading: one of everything that a post may hold. */
import { TONE } from '../demo/pictures.ts';
import type { ServedFeed } from '../fakes/feed-server.ts';
import { escapeXml } from '../fakes/opml.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
/** Yesterday at noon: whenever the tests are run, all posts are of one day. */
const noon = () => Math.floor(Date.now() / DAY) * DAY - DAY / 2;

/** What the tests change while the browser runs. */
export interface Press {
  /** The words of the post that is edited. */
  edited: string;
  /** The address of a picture that comes late. */
  latePicture: string;
}

const PYTHON = `<pre><code class="language-python">def greet(name):
	# a comment of some length, so that this line has to scroll sideways in a narrow panel, and further still
    return f"hello {name}"
</code></pre>`;
const SHELL = `<pre>$ make
  two spaces stay  here
</pre>`;
const PARAGRAPH =
  '<p>The tide tables for the harbour are printed once a year, and once a year somebody finds the error in them before the fishermen do.</p>';

const bodies = (press: Press, host: string): Record<string, string> => ({
  Code: `<p>Two blocks.</p>${PYTHON}${SHELL}`,
  Pictures: `<p>Before.</p><figure><img src="${host}/wide.svg" alt="A wide drawing"><figcaption>Drawn by hand</figcaption></figure>
    <p>Between.</p><img src="${host}/glass.svg" width="300" height="150" alt="On glass"><p>After.</p><p><img src="${host}/gone.svg" alt="A lost drawing"></p>${PARAGRAPH.repeat(12)}`,
  Parts: `<p>A claim<a href="#fn1" id="ref1">1</a>.</p><h2>A table</h2><table><tr><th>Name</th><th>Longest word that was found</th><th>Where</th></tr>
    <tr><td>Donaudampfschifffahrt</td><td>Rechtsschutzversicherungsgesellschaften</td><td>Wien</td></tr></table>
    <iframe src="https://video.example/embed/42" title="How tides work"></iframe>
    <p>Inline <math><msup><mi>x</mi><mn>2</mn></msup></math> as given.</p>${PARAGRAPH.repeat(14)}<ol><li id="fn1">The footnote. <a href="#ref1">back</a></li></ol>`,
  Late: `${PARAGRAPH}<p><img src="${press.latePicture}" alt="Late"></p>${PARAGRAPH.repeat(12)}`,
  Beginning: '<p>The lighthouse has a new lamp, and the story of how it came there is longer than […]</p>',
  Sound: '<p>Two seconds of a quiet tone.</p>',
  Edited: `<p>${press.edited}</p>`,
  Shared: '<p>The old ferry sails again on Friday at noon.</p>',
});

/** The feeds, and the page of the post that is cut off. */
export function readingFeeds(press: Press, urlOf: (name: string, path: string) => string): ServedFeed[] {
  const host = urlOf('harbour', '');
  const write = (title: string, posts: [string, string][]) =>
    `<rss version="2.0"><channel><title>${title}</title><link>${host}/</link>${posts
      .map(
        ([name, html], i) =>
          `<item><title>${name}</title><link>${host}/${name.toLowerCase()}</link><guid>${host}/${name}</guid>
          <pubDate>${new Date(noon() - (i + 1) * 10 * MINUTE).toUTCString()}</pubDate><description>${escapeXml(html)}</description>${
            name === 'Sound'
              ? `<enclosure url="${host}/tone.wav" type="audio/wav" length="${TONE.length}"/>`
              : ''
          }</item>`,
      )
      .join('')}</channel></rss>`;
  return [
    {
      name: 'harbour',
      title: 'Harbour Notes',
      contentType: 'application/rss+xml',
      bytes: () => write('Harbour Notes', Object.entries(bodies(press, host))),
      page,
    },
    {
      name: 'planet',
      title: 'Planet Coast',
      contentType: 'application/rss+xml',
      bytes: () =>
        write('Planet Coast', [['Shared', '<p>The old ferry sails again on Saturday at noon.</p>']]),
    },
  ];
}

function page(path: string): { contentType: string; body: string | Uint8Array } | undefined {
  if (path === '/tone.wav') return { contentType: 'audio/wav', body: TONE };
  if (path === '/wide.svg') return svg(640, 240, '<rect width="640" height="240" fill="#88a"/>');
  if (path === '/glass.svg')
    return svg(300, 150, '<path d="M20 130L150 20l130 110z" fill="none" stroke="#000"/>');
  if (path !== '/beginning' && path !== '/edited') return undefined;
  const text = PARAGRAPH.repeat(6).replace('The tide tables', 'The new lamp and the tide tables');
  return {
    contentType: 'text/html; charset=utf-8',
    body: `<!doctype html><title>Beginning</title><nav><a href="/">Home</a></nav><article><h1>Beginning</h1>${text}
      <script>document.title = 'ran'</script><p><img src="wide.svg" onerror="document.title='ran'" alt="The lamp"></p></article><footer>All rights</footer>`,
  };
}

function svg(width: number, height: number, inside: string): { contentType: string; body: string } {
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  return {
    contentType: 'image/svg+xml',
    body: `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${inside}</svg>`,
  };
}
