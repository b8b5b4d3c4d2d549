import type { Rule } from '../feeds/rules.ts';

/** A rule in its place. It lives in the database, not among the settings: a check reads it in the transaction that stores the posts. */
export interface RuleRow extends Rule {
  id: number;
  position: number;
}

export type RuleActionKind =
  | 'add-rule'
  | 'change-rule'
  | 'move-rule'
  | 'remove-rule'
  | 'apply-rule'
  | 'mute-posts'
  | 'show-post';

/**
 * A story a person wants to be told of; `told`: a notification told of it, `gone`: one that stands no more. It stays as long
 * as the story is unread: another feed may bring that again.
 */
export interface NoticeRow {
  storyId: number;
  at: number;
  told?: true;
  gone?: true;
}

/** What the badge counts and what is told of; one row, id 1. */
export interface AlertsRow {
  id: 1;
  /** The badge counts stories of these only; all when both are empty. Saved views are chosen by their keys among the tags. */
  badgeFolders: number[];
  badgeTags: string[];
  /** Feeds that the badge leaves out. */
  offBadgeFeeds: number[];
  notifyFeeds: number[];
  notifyTags: string[];
  /** The last pass met something that only the person can set right. */
  trouble?: true;
}
