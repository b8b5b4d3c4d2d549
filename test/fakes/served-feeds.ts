import { afterAll, beforeAll, beforeEach } from 'vitest';
import { db } from '../../src/storage/database.ts';
import fake from './browser.ts';
import { type FeedServer, startFeedServer } from './feed-server.ts';
import { resolveLoopbackNames } from './loopback-names.ts';
import { pretendNavigator } from './navigator.ts';

/** A server of feeds for the tests of a file, and for each of them an empty store in which every host is permitted. */
export function servedFeeds(): { server: FeedServer } {
  const served = {} as { server: FeedServer };
  beforeAll(async () => {
    resolveLoopbackNames();
    pretendNavigator();
    served.server = await startFeedServer([]);
  });
  afterAll(() => served.server.close());
  beforeEach(async () => {
    await db.delete();
    await db.open();
    served.server.log.length = 0;
    fake.testing.granted.add('*://*/*');
  });
  return served;
}
