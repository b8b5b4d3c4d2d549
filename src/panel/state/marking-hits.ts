/** What a search marks in the posts it lists: hits in titles, names and texts, and the text around the first hit of a body. */
import { effect } from '@preact/signals';
import { parseQuery, soughtWords } from '../../feeds/query.ts';
import { excerpt, hitsIn, joined } from '../../feeds/query-hits.ts';
import type { PostRow } from '../../storage/schema.ts';
import { loadTexts } from '../../storage/search/texts.ts';
import { type CardHits, hits, type Ranges } from './hits.ts';
import { type ListScope, rows, scope } from './listing.ts';
import { oneAfterOther } from './read-again.ts';

/** Characters of a post's beginning that every card shows; without a title it has more lines. */
const IN_SIGHT = 70;
const IN_SIGHT_UNTITLED = 120;

/** So many texts are read and cut at a time: five of 5,000 words take half a frame. */
const AT_ONCE = 5;
/** Excerpts are shown after so many: all cards in sight are drawn again for them. */
const SHOWN_TOGETHER = 50;

/** The excerpts that were cut, by the row they were cut for: what is read anew may have another text. */
const cutFor = new WeakMap<PostRow, { query: string; excerpt: string | undefined }>();

/** Marks what the searches on the screen find from now on. Answers how to stop. */
export function markHits(): () => void {
  let at: ListScope | undefined;
  let marking: Marking | undefined;
  return effect(() => {
    const posts = rows.value.map(({ post }) => post);
    if (marking === undefined || scope.value !== at) {
      marking?.end();
      at = scope.value;
      marking = new Marking(at?.kind === 'search' ? at.text : '');
      marking.show();
    }
    marking.look(posts);
  });
}

/** What one query marks in one list. */
class Marking {
  private readonly words;
  private readonly seen = new WeakSet<PostRow>();
  private readonly excerpts = new Map<number, string>();
  private isOver = false;

  constructor(private readonly query: string) {
    const parsed = parseQuery(query);
    this.words = parsed.kind === 'query' ? soughtWords(parsed.query) : [];
  }

  /** Lets the cards be drawn with what is known; without words there is nothing to mark. */
  show(): void {
    hits.value = this.words.length === 0 ? undefined : { inText: this.inText, inCard: this.inCard };
  }

  /** Looks into the texts of those posts that were not looked at, in their order. */
  look(posts: readonly PostRow[]): void {
    if (this.words.every(({ field }) => field !== undefined)) return;
    const fresh = posts.filter((post) => !this.seen.has(post));
    for (const post of fresh) this.seen.add(post);
    if (fresh.length > 0) void this.cut(fresh);
  }

  /** What it still finds is shown no more: another query's hits are. */
  end(): void {
    this.isOver = true;
  }

  private readonly cut = oneAfterOther(async (posts) => {
    for (let from = 0; from < posts.length; from += SHOWN_TOGETHER) {
      let isChanged = false;
      const together = posts.slice(from, from + SHOWN_TOGETHER);
      for (let i = 0; i < together.length; i += AT_ONCE) {
        if (this.isOver) return;
        const few = together.slice(i, i + AT_ONCE);
        await this.cutFew(few);
        for (const post of few) isChanged = this.keep(post) || isChanged;
      }
      if (isChanged && !this.isOver) this.show();
    }
  });

  private async cutFew(posts: PostRow[]): Promise<void> {
    const uncut = posts.filter((post) => cutFor.get(post)?.query !== this.query);
    const hidden = uncut.filter((post) => !this.isInSight(post));
    const texts = hidden.length > 0 ? await loadTexts(hidden) : new Map<number, string>();
    for (const post of uncut)
      cutFor.set(post, { query: this.query, excerpt: this.excerptOf(texts.get(post.id)) });
  }

  private excerptOf(text = ''): string | undefined {
    const ranges = this.inText(text);
    return ranges.length > 0 ? excerpt(text, ranges) : undefined;
  }

  /** Is it another excerpt than before? */
  private keep(post: PostRow): boolean {
    const found = cutFor.get(post)?.excerpt;
    if (found === this.excerpts.get(post.id)) return false;
    if (found === undefined) this.excerpts.delete(post.id);
    else this.excerpts.set(post.id, found);
    return true;
  }

  private isInSight({ title, snippet }: PostRow): boolean {
    const shown = title === undefined ? IN_SIGHT_UNTITLED : IN_SIGHT;
    return this.inText(snippet).some(([start]) => start < shown);
  }

  private readonly inText = (text: string): Ranges => hitsIn(text, 'text', this.words);

  private readonly inCard = (post: PostRow, title: string, author: string | undefined): CardHits => {
    const found = this.excerpts.get(post.id);
    return {
      titleHits: this.inTitle(post, title),
      authorHits: hitsIn(author ?? '', 'author', this.words),
      excerpt: found,
      excerptHits: this.inText(found ?? post.snippet),
    };
  };

  /** Each part of what stands as the title is marked as what it is: who wrote it, the title, or the beginning of the text. */
  private inTitle(post: PostRow, shown: string): Ranges {
    const own = post.title ?? post.snippet;
    const from = shown.endsWith(own) ? shown.length - own.length : shown.length;
    const field = post.title === undefined ? 'text' : 'title';
    const name = post.author !== undefined && shown.startsWith(`${post.author}:`) ? post.author : '';
    return joined([
      ...hitsIn(name, 'author', this.words),
      ...hitsIn(own, field, this.words).map(([start, end]): [number, number] => [start + from, end + from]),
    ]);
  }
}
