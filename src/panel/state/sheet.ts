import { signal } from '@preact/signals';

/** The one sheet that may lie over the page. */
export type Sheet =
  | { kind: 'keys' }
  | { kind: 'palette' }
  | { kind: 'feed'; feedId: number }
  | { kind: 'folder'; folderId: number }
  | { kind: 'new-folder' };

export const sheet = signal<Sheet | undefined>(undefined);

/** The post whose field for a new tag is open. */
export const taggingId = signal<number | undefined>(undefined);
