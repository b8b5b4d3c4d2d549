import { clockAt } from '../feeds/query-match.ts';
import { decide, type RuleActions } from '../feeds/rules.ts';
import { tagKey } from '../feeds/tag-key.ts';
import type { Batch } from './batch.ts';
import { db } from './database.ts';
import { giveStars } from './give-stars.ts';
import { heldMarks } from './held.ts';
import { loadPlaces } from './places.ts';
import { type FeedNames, factsOf, namesOf } from './post-facts.ts';
import type { BodyRow, FeedRow, PostRow } from './schema.ts';
import type { HeldRow } from './schema-backup.ts';
import { loadStories } from './stories.ts';
import { isHeard, storyOf, tagsOf, tagsOfStory } from './story.ts';

/** A new post as the rules want it stored. */
export interface Arrival {
  row: PostRow;
  /** A rule reads or hides it, and with it its story. */
  reads: boolean;
}

/** What becomes of the new posts of one feed: the rules, read once, and who wants to be told. */
export class Arrivals {
  private readonly starred: number[] = [];
  private readonly told: { storyId: number; at: number }[] = [];
  private stories = new Map<number, PostRow[]>();
  private readonly wanted = new Map<number, RuleActions>();

  private readonly names: FeedNames;
  private readonly held: HeldRow | undefined;

  constructor(
    feed: FeedRow,
    private readonly batch: Batch,
    /** What a feed brings at first is no news. */
    private readonly isNews: boolean,
  ) {
    this.names = namesOf(feed, batch.folders);
    this.held = batch.held.get(feed.id);
  }

  /** Reads the stories that new posts will join: rules see their tags. */
  async meet(partners: Iterable<PostRow>): Promise<void> {
    const { rules, places } = this.batch;
    if (rules.length === 0) return;
    this.stories = await loadStories([...partners].map(storyOf));
    await loadPlaces(
      [...this.stories.values()].flat().map((post) => post.feedId),
      places,
    );
  }

  /**
   * Asks the rules about a new post, and what a backup knew of it: then it is not new to the person. `partner` is a post of
   * the story that it will join.
   */
  judge(arrived: PostRow, body: BodyRow, isNew: boolean, partner: PostRow | undefined): Arrival {
    const { isRead = false, gift } = (this.held && heldMarks(this.held, arrived)) ?? {};
    const row = gift?.droppedTags === undefined ? arrived : { ...arrived, droppedTags: gift.droppedTags };
    const { rules, now, places } = this.batch;
    if (rules.length === 0 && gift === undefined) return { row, reads: isRead };
    const isUnread = isNew && !isRead;
    const story = partner === undefined ? [] : (this.stories.get(storyOf(partner)) ?? []);
    const tags = [...tagsOf(row), ...tagsOfStory(story, (feedId) => isHeard(places.get(feedId)))];
    const facts = factsOf(row, body, this.names, new Set(isUnread ? ['unread'] : []), tags);
    const does = decide(rules, facts, clockAt(now));
    if (gift?.star) does.star = true;
    if (gift?.tags !== undefined) does.tags = [...(does.tags ?? []), ...gift.tags];
    this.wanted.set(row.id, does);
    const next = { ...row };
    if (does.hide) next.hiddenAt = now;
    if (does.offBadge) next.offBadge = true;
    if (does.tags !== undefined) {
      for (const tag of does.tags) this.batch.labels.add(tag);
      next.handTags = [...new Set(does.tags.map(tagKey))].filter((key) => key !== '');
    }
    return { row: next, reads: isRead || does.read === true || does.hide === true };
  }

  /** Notes in which story a post was stored, and whether that is unread. */
  stored(row: PostRow, storyId: number, isUnread: boolean): void {
    const does = this.wanted.get(row.id) ?? {};
    if (does.star) this.starred.push(storyId);
    const { notifyFeeds, notifyTags } = this.batch.alerts;
    const isWanted =
      does.notify || notifyFeeds.includes(row.feedId) || tagsOf(row).some((tag) => notifyTags.includes(tag));
    if (isUnread && this.isNews && isWanted) this.told.push({ storyId, at: row.at });
  }

  /** Writes what the posts' own rows do not hold: stars, and what is to be told. */
  async write(): Promise<void> {
    if (this.told.length > 0) await addNotices(this.told);
    await giveStars([...new Set(this.starred)], this.batch.now);
  }
}

/** A story that waits to be told, or was, is not told again. */
async function addNotices(stories: { storyId: number; at: number }[]): Promise<void> {
  const known = await db.notices.bulkGet(stories.map(({ storyId }) => storyId));
  await db.notices.bulkPut(stories.filter((_, index) => known[index] === undefined));
}
