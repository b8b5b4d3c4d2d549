import type { ViewRow } from './saved-view.ts';
import type { FolderRow } from './schema.ts';
import type { RuleActionKind, RuleRow } from './schema-rules.ts';

/** How an action is taken back. Taking it back gives the inverse of that, which redoes it. */
export type Inverse =
  | StoriesInverse
  /** All that "mark all read" parked (parking/); `carried`: the stories that stayed unread, as none but muted feeds had
   * them; `upTo`: posts that came later were not among it; `stories`: those that were marked anew, of which some may be of
   * feeds that were left. */
  | { do: 'all-unread'; carried?: number[] }
  | { do: 'all-read'; upTo: number; stories: number[]; carried?: number[] }
  | { do: 'views'; put: ViewRow[]; remove: number[] }
  | TitleInverse
  /** `after`: how the folders were left, where that is said: another name or place, come since, stays. */
  | { do: 'folders'; put: FolderRow[]; remove: number[]; feeds: FeedPlace[]; after?: FolderRow[] }
  | { do: 'rules'; put: RuleRow[]; remove: number[] }
  | { do: 'badge-choice'; folders: number[]; tags: string[]; isChosen: boolean }
  | { do: 'leave'; feedIds: number[] }
  | { do: 'rest'; feedId: number; pausedAt?: number; snoozedUntilAt?: number }
  | { do: 'mute'; feedId: number; mutedAt?: number }
  | { do: 'address'; feedId: number; url: string }
  /** The posts that were unread; of joined ones only older builds say it here (left-unread.ts). */
  | { do: 'rejoin'; feedIds: number[]; unreadPostIds: number[] };

/** The title a feed had; `after`: the one it was given (older builds do not say): another one, come since, stays. */
export interface TitleInverse {
  do: 'title';
  feedId: number;
  customTitle?: string;
  after?: { customTitle?: string };
}

/** The folder a feed was in; `after`: where it was put, where that is said: put elsewhere since, it stays there. */
export interface FeedPlace {
  id: number;
  folderId: number;
  after?: number;
}

/** What concerns stories alone: `postIds` names each by its id, or (all at once, and older builds) by posts of it. */
export type StoriesInverse =
  | { do: 'unread'; postIds: number[] }
  | { do: 'read'; postIds: number[] }
  | { do: 'hide' | 'show' | 'off-badge' | 'on-badge'; postIds: number[] }
  | { do: 'star'; storyId: number; starredAt?: number }
  | { do: 'tags'; posts: TagsBefore[] };

/** How a story was tagged by hand, and how it was then (`after`; older builds do not say): only what changed is taken back. */
export interface TagsBefore {
  id: number;
  handTags?: string[];
  droppedTags?: string[];
  after?: { handTags: string[]; droppedTags: string[] };
}

export type ActionKind =
  | 'mark-read'
  | 'mark-unread'
  | 'mark-all-read'
  | 'star'
  | 'unstar'
  | 'tag'
  | 'untag'
  | 'rename'
  | 'move'
  | 'unsubscribe'
  /** Feeds that were left on another device are left here. */
  | 'leave-elsewhere'
  | 'subscribe'
  | 'import'
  | 'add-folder'
  | 'remove-folder'
  | 'pause'
  | 'resume'
  | 'snooze'
  | 'mute'
  | 'unmute'
  | 'new-address'
  | 'save-view'
  | 'change-view'
  | 'remove-view'
  | RuleActionKind;

export interface ActionRow {
  id: number;
  at: number;
  kind: ActionKind;
  /** For the sentence: how many posts or feeds, and a name. */
  count: number;
  name?: string;
  inverses: Inverse[];
  /** Set once taken back: the inverses then redo it. */
  undone?: true;
  /** How many parts it was done in, or is kept in, beside its own inverses (UndoPartRow). */
  parts?: number;
  /** While it is being taken back or done again: how many parts have still to be turned. */
  left?: number;
}

/** A part of an action that is too large for one transaction (undo-parts.ts). */
export interface UndoPartRow {
  actionId: number;
  part: number;
  inverses: StoriesInverse[];
  /** Set once this part is taken back: the inverses then redo it. */
  undone?: true;
}
