import type { Page } from 'puppeteer-core';
import type { MarkRow, PostRow, UnreadRow } from '../../src/storage/schema.ts';
import { readAll } from '../e2e/harness/database.ts';
import { go } from '../e2e/harness/panel.ts';
import { until } from '../e2e/harness/until.ts';
import type { randomOf } from '../random.ts';
import { shows } from './shows.ts';

type Random = ReturnType<typeof randomOf>;

interface SeenPost {
  story: string;
  isUnread: boolean;
  isStarred: boolean;
}

const screens = ['#/starred', '#/tags', '#/feeds', '#/health', '#/tag/even', '#/settings', '#/rules'];

/** Someone who reads and marks in the panel, as a seed has it, and remembers what was marked: stories by their ids. */
export class Person {
  readonly read = new Set<number>();
  readonly starred = new Set<number>();
  /** Came while all was marked read: nobody can say on which side of it. */
  readonly unsure = new Set<number>();
  /** Marks that the panel did not take. */
  readonly missed: string[] = [];
  acts = 0;

  constructor(
    private readonly page: Page,
    private readonly random: Random,
  ) {}

  /** Sees every screen once and opens a post: what the panel loads when it is first wanted is no growth. */
  async lookAround(): Promise<void> {
    for (const route of screens) await this.visit(route);
    await this.openPost();
  }

  /** One thing that a person does, and a look at what came of it. */
  async act(): Promise<void> {
    this.acts++;
    const acts = [
      () => this.openPost(),
      () => this.openPost(),
      () => this.openPost(),
      () => this.toggleRead(),
      () => this.toggleRead(),
      () => this.toggleStar(),
      () => this.markFeed(),
      () => this.page.keyboard.press('.'),
      () => this.page.keyboard.press('c'),
      () => this.wander(),
    ];
    await this.random.pick(acts)?.();
  }

  private seen(): Promise<SeenPost[]> {
    return this.page.evaluate(() =>
      [...document.querySelectorAll('article.post')].map((article) => ({
        story: article.getAttribute('data-story-id') ?? '',
        isUnread: article.hasAttribute('data-unread'),
        isStarred: article.hasAttribute('data-starred'),
      })),
    );
  }

  private async openPost(): Promise<void> {
    const post = this.random.pick((await this.seen()).filter(({ isUnread }) => isUnread));
    if (post === undefined) return void (await this.page.keyboard.press('.'));
    const isTaken = await this.flip(post.story, '.post-title a', ':not([data-unread])');
    if (isTaken) this.read.add(Number(post.story));
    // Closed again by the next one that is opened, or now and then by itself.
    if (isTaken && this.random.below(2) === 0) await this.click(post.story, '.post-title a');
  }

  private async toggleRead(): Promise<void> {
    const post = this.random.pick(await this.seen());
    if (post === undefined) return;
    const story = Number(post.story);
    const [wanted, back] = post.isUnread
      ? [':not([data-unread])', '[data-unread]']
      : ['[data-unread]', ':not([data-unread])'];
    if (!(await this.flip(post.story, '[data-action="toggle-read"]', wanted))) return;
    if (this.random.below(3) === 0 && (await this.undo(post.story, back))) return;
    if (post.isUnread) this.read.add(story);
    else this.read.delete(story);
  }

  /** Takes the last mark back; answers whether that was seen. */
  private async undo(story: string, wanted: string): Promise<boolean> {
    await this.page.keyboard.press('u');
    return this.comes(story, wanted, 'undo');
  }

  private async toggleStar(): Promise<void> {
    const post = this.random.pick(await this.seen());
    if (post === undefined) return;
    const wanted = post.isStarred ? ':not([data-starred])' : '[data-starred]';
    if (!(await this.flip(post.story, '[data-action="toggle-star"]', wanted))) return;
    if (post.isStarred) this.starred.delete(Number(post.story));
    else this.starred.add(Number(post.story));
  }

  /** Marks all of the selected post's feed read. */
  private async markFeed(): Promise<void> {
    await this.page.keyboard.press('j');
    const current = await this.page.evaluate(
      () => document.querySelector('article.post[aria-current]')?.getAttribute('data-post-id') ?? undefined,
    );
    if (current === undefined) return;
    const before = await readAll<PostRow>(this.page, 'posts');
    const feedId = before.find((post) => post.id === Number(current))?.feedId;
    const storyOf = (post: PostRow) => post.storyId ?? post.id;
    await this.page.keyboard.press('F');
    if (!(await shows(this.page, `article.post[data-post-id="${current}"]:not([data-unread])`)))
      this.missed.push(`mark feed of ${current}`);
    const after = await readAll<PostRow>(this.page, 'posts');
    const known = new Set(before.map((post) => post.id));
    for (const post of after.filter((each) => each.feedId === feedId)) {
      if (known.has(post.id)) this.read.add(storyOf(post));
      else this.unsure.add(storyOf(post));
    }
  }

  private wander(): Promise<void> {
    return this.visit(this.random.pick(screens) as string);
  }

  private async visit(route: string): Promise<void> {
    await go(this.page, route);
    await new Promise((done) => setTimeout(done, 500));
    await go(this.page, '#/river');
    await shows(this.page, 'article.post, .empty');
  }

  /** Clicks something of a story's post; answers whether the post then looked as wanted. */
  private async flip(story: string, what: string, wanted: string): Promise<boolean> {
    if (!(await this.click(story, what))) return false;
    return this.comes(story, wanted, what);
  }

  private click(story: string, what: string): Promise<boolean> {
    return this.page.evaluate((selector) => {
      const element = document.querySelector(selector);
      (element as HTMLElement | null)?.click();
      return element !== null;
    }, `article.post[data-story-id="${story}"] ${what}`);
  }

  /** Does the post come to look as wanted? One that has left the list meanwhile is looked up in the store. */
  private async comes(story: string, wanted: string, what: string): Promise<boolean> {
    const article = `article.post[data-story-id="${story}"]`;
    if (await shows(this.page, `${article}${wanted}, body:not(:has(${article}))`)) {
      const isInStore = await until(() => this.isStored(Number(story), wanted), Boolean);
      if (isInStore) return true;
    }
    this.missed.push(`${what} of ${story}`);
    return false;
  }

  private async isStored(story: number, wanted: string): Promise<boolean> {
    const isWanted = !wanted.startsWith(':not');
    if (wanted.includes('starred')) {
      const marks = await readAll<MarkRow>(this.page, 'marks');
      return marks.some((mark) => mark.storyId === story && mark.starredAt !== undefined) === isWanted;
    }
    const unread = await readAll<UnreadRow>(this.page, 'unread');
    return unread.some(({ postId, storyId }) => (storyId ?? postId) === story) === isWanted;
  }
}
