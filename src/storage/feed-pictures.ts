import { db } from './database.ts';
import type { FeedRow } from './schema.ts';

/** Sets whether the pictures in a feed's posts are loaded; undefined is as for all feeds. */
export async function choosePictures(feedId: number, pictures: FeedRow['pictures']): Promise<void> {
  await db.feeds
    .where('id')
    .equals(feedId)
    .modify((feed) => {
      delete feed.pictures;
      if (pictures !== undefined) feed.pictures = pictures;
    });
}
