import { gmtDays } from '../../../src/feeds/days.ts';
import type { BodyRow, FeedRow, PostRow } from '../../../src/storage/schema.ts';
import { randomOf } from '../../random.ts';

const vocabulary = 40_000;
const feedCount = 500;
const threeYearsMs = 3 * 365 * 86_400_000;
const bodyBytes = 2_000;
const syllables =
  'ka re to mi sun lo ver da pel in ter mo ra con ti ble es ta nor fi del gu ar chi pos lem bra quo wel dis'.split(
    ' ',
  );

/**
 * Posts whose words come as often as in real texts: the second most common half as often as the first, and so on
 * (Zipf), over 40,000 words; bodies of 2 kB, of 500 feeds, over three years.
 */
export function readable(seed: number) {
  const random = randomOf(seed);
  const now = gmtDays.startOf(Date.now());
  const word = () => wordOf(Math.floor(vocabulary ** random.next()));
  const sentence = (length: number) => Array.from({ length }, word).join(' ');
  const post = (id: number): { row: PostRow; body: BodyRow; textBytes: number } => {
    const feedId = 1 + random.below(feedCount);
    const at = now - random.below(threeYearsMs);
    const title = sentence(7);
    const paragraphs: string[] = [];
    for (let bytes = 0; bytes < bodyBytes; bytes += (paragraphs.at(-1) as string).length)
      paragraphs.push(sentence(40));
    const author = `Author ${feedId}`;
    const text = paragraphs.join('\n');
    return {
      row: {
        id,
        feedId,
        key: `i:urn:post:${id}`,
        at,
        riverAt: at,
        publishedAt: at,
        seenAt: at,
        title,
        author,
        link: `https://feed-${feedId}.example/posts/${id}`,
        snippet: text.slice(0, 290),
        ownTags: [],
        joinKeys: [`l:https://feed-${feedId}.example/posts/${id}`, `t:${id.toString(36)}`],
        fingerprint: id.toString(36),
      },
      body: { postId: id, html: `<p>${paragraphs.join('</p><p>')}</p>` },
      textBytes: title.length + author.length + text.length,
    };
  };
  return {
    word,
    feeds: Array.from({ length: feedCount }, (_, i) => feedRow(i + 1, now)),
    posts(from: number, count: number) {
      const all = Array.from({ length: count }, (_, i) => post(from + i));
      return {
        rows: all.map(({ row }) => row),
        bodies: all.map(({ body }) => body),
        textBytes: all.reduce((sum, each) => sum + each.textBytes, 0),
      };
    },
  };
}

function feedRow(id: number, now: number): FeedRow {
  return {
    id,
    url: `http://feed-${id}.localhost/feed.xml`,
    urlKey: `https://feed-${id}.localhost/feed.xml`,
    title: `Feed number ${id}`,
    folderId: 0,
    position: id,
    tags: [],
    addedAt: now,
  };
}

/** The common words are the short ones. */
function wordOf(rank: number): string {
  let rest = rank;
  let word = '';
  do {
    word += syllables[rest % syllables.length];
    rest = Math.floor(rest / syllables.length);
  } while (rest > 0);
  return word;
}
