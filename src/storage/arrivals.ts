import { localDays } from '../feeds/days.ts';
import type { Clock } from '../feeds/query-match.ts';
import { decide, type ReadRule, type RuleActions, readRules } from '../feeds/rules.ts';
import { tagKey } from '../feeds/tag-key.ts';
import { loadAlerts } from './alerts.ts';
import { db } from './database.ts';
import { giveStars } from './give-stars.ts';
import { heldMarks } from './held.ts';
import { listRules } from './list-rules.ts';
import { type FeedNames, factsOf, namesOf } from './post-facts.ts';
import type { BodyRow, FeedRow, PostRow } from './schema.ts';
import type { HeldRow } from './schema-backup.ts';
import type { AlertsRow } from './schema-rules.ts';
import { tagsOf } from './story.ts';
import { addLabels } from './tag-labels.ts';

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
  private readonly labels: string[] = [];
  private readonly wanted = new Map<number, RuleActions>();

  private constructor(
    private readonly rules: ReadRule[],
    private readonly alerts: AlertsRow,
    private readonly names: FeedNames,
    private readonly clock: Clock,
    /** What a feed brings at first is no news. */
    private readonly isNews: boolean,
    private readonly held: HeldRow | undefined,
  ) {}

  /** Reads the rules. Inside the caller's transaction (rules, alerts, folders, posts, held). */
  static async load(feed: FeedRow, now: number): Promise<Arrivals> {
    const [listed, alerts, held] = await Promise.all([listRules(), loadAlerts(), db.held.get(feed.id)]);
    const rules = readRules(listed);
    const folders = rules.length === 0 ? [] : await db.folders.toArray();
    const names = namesOf(feed, new Map(folders.map((folder) => [folder.id, folder])));
    const mayTell =
      alerts.notifyFeeds.length + alerts.notifyTags.length > 0 || rules.some(({ does }) => does.notify);
    const isNews = mayTell && (await hasPosts(feed.id));
    return new Arrivals(rules, alerts, names, { now, days: localDays }, isNews, held);
  }

  /** Asks the rules about a new post, and what a backup knew of it: then it is not new to the person. */
  judge(arrived: PostRow, body: BodyRow, isNew: boolean): Arrival {
    const { isRead = false, gift } = (this.held && heldMarks(this.held, arrived)) ?? {};
    const row = gift?.droppedTags === undefined ? arrived : { ...arrived, droppedTags: gift.droppedTags };
    if (this.rules.length === 0 && gift === undefined) return { row, reads: isRead };
    const isUnread = isNew && !isRead;
    const facts = factsOf(row, body, this.names, new Set(isUnread ? ['unread'] : []), tagsOf(row));
    const does = decide(this.rules, facts, this.clock);
    if (gift?.star) does.star = true;
    if (gift?.tags !== undefined) does.tags = [...(does.tags ?? []), ...gift.tags];
    this.wanted.set(row.id, does);
    const next = { ...row };
    if (does.hide) next.hiddenAt = this.clock.now;
    if (does.offBadge) next.offBadge = true;
    if (does.tags !== undefined) {
      this.labels.push(...does.tags);
      next.handTags = [...new Set(does.tags.map(tagKey))].filter((key) => key !== '');
    }
    return { row: next, reads: isRead || does.read === true || does.hide === true };
  }

  /** Notes in which story a post was stored, and whether that is unread. */
  stored(row: PostRow, storyId: number, isUnread: boolean): void {
    const does = this.wanted.get(row.id) ?? {};
    if (does.star) this.starred.push(storyId);
    const { notifyFeeds, notifyTags } = this.alerts;
    const isWanted =
      does.notify || notifyFeeds.includes(row.feedId) || tagsOf(row).some((tag) => notifyTags.includes(tag));
    if (isUnread && this.isNews && isWanted) this.told.push({ storyId, at: row.at });
  }

  /** Writes what the posts' own rows do not hold: stars, the spelling of tags, what is to be told. */
  async write(): Promise<void> {
    await addLabels(this.labels);
    if (this.told.length > 0) await addNotices(this.told);
    await giveStars([...new Set(this.starred)], this.clock.now);
  }
}

/** A story that waits to be told, or was, is not told again. */
async function addNotices(stories: { storyId: number; at: number }[]): Promise<void> {
  const known = await db.notices.bulkGet(stories.map(({ storyId }) => storyId));
  await db.notices.bulkPut(stories.filter((_, index) => known[index] === undefined));
}

async function hasPosts(feedId: number): Promise<boolean> {
  const [first] = await db.posts
    .where('[feedId+at+id]')
    .between([feedId], [feedId, []])
    .limit(1)
    .primaryKeys();
  return first !== undefined;
}
