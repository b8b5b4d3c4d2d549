/** The rows, and the parts of rows, that an account on a server has. */
import type { FeedRow } from '../schema.ts';
import type { ItemRow, OutgoingRow } from '../schema-account.ts';
import { number, oneOf, optional, type Shape, shaped, text, told, whole } from './shape.ts';

export const outgoing: Shape<OutgoingRow> = {
  postId: whole,
  field: oneOf('read', 'starred'),
  value: oneOf(true, false),
  seq: whole,
};

export const item: Shape<ItemRow> = { id: text, postId: whole };

/** Of a feed. */
export const serverParts: Shape<Pick<FeedRow, 'remote' | 'archivedAt' | 'remoteTrouble'>> = {
  remote: optional(shaped({ id: text, title: text, folder: text })),
  archivedAt: optional(number),
  remoteTrouble: optional(told('code')),
};
