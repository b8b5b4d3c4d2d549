import { signal } from '@preact/signals';

/** The one sheet that may lie over the page. */
export type Sheet =
  | { kind: 'keys' }
  | { kind: 'palette' }
  /** A feed's sheet; `part` is what it is opened for. */
  | { kind: 'feed'; feedId: number; part?: 'login' }
  | { kind: 'folder'; folderId: number }
  | { kind: 'new-folder' }
  /** A saved view; a new one of this query where it has no id. */
  | { kind: 'view'; viewId: number | undefined; text: string }
  | { kind: 'mute'; postId: number };

export const sheet = signal<Sheet | undefined>(undefined);

/** The post whose field for a new tag is open. */
export const taggingId = signal<number | undefined>(undefined);
