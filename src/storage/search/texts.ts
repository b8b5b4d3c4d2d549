import { partsOf } from '../../feeds/post-parts.ts';
import type { PostFacts } from '../../feeds/query-match.ts';
import { plainText } from '../../feeds/text.ts';
import { db } from '../database.ts';
import type { BodyRow, PostRow } from '../schema.ts';

/** How feeds end a beginning: "…", "...", "[…]". */
const cutOff = /\s*\[?(?:…|\.{3})\]?$/;

/** The texts of a post that are searched, plain, and what parts it has; read from its body only once they are asked for. */
export function textsOf(
  post: PostRow,
  body: BodyRow | undefined,
): Pick<PostFacts, 'title' | 'author' | 'text' | 'parts'> {
  const html = body?.html ?? '';
  const full = body?.fullText?.html ?? '';
  let text: string | undefined;
  let parts: PostFacts['parts'] | undefined;
  return {
    title: post.title ?? '',
    author: post.author ?? '',
    get text() {
      text ??= withTeaser([html, full].filter(Boolean).map(plainText).join('\n'), body?.summary);
      return text;
    },
    get parts() {
      parts ??= partsOf(html + full, post);
      return parts;
    },
  };
}

/** A summary says mostly how the text begins; what a feed wrote for it alone is searched as well: the card shows it. */
function withTeaser(text: string, summary: string | undefined): string {
  if (summary === undefined) return text;
  const teaser = plainText(summary);
  const flat = (words: string) => words.replace(/\s+/g, ' ').trim();
  return flat(text).includes(flat(teaser).replace(cutOff, '')) ? text : `${text}\n${teaser}`;
}

/** The plain texts of these posts, by id. */
export async function loadTexts(posts: PostRow[]): Promise<Map<number, string>> {
  const bodies = await db.bodies.bulkGet(posts.map((post) => post.id));
  return new Map(posts.map((post, i) => [post.id, textsOf(post, bodies[i]).text]));
}
