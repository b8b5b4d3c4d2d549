/** Run in a process of its own: reads the file it is given as a feed and says in JSON what that cost. */
import { readFileSync } from 'node:fs';
import { readFeed } from '../../src/feeds/read.ts';

export interface Cost {
  kind: 'feed' | 'none';
  reason?: string;
  posts: number;
  longestTitle: number;
  longestBody: number;
  mostTags: number;
  cpuMs: number;
  /** The most memory the process ever held, as the system saw it, beyond what it held before. */
  grownBytes: number;
}

const bytes = new Uint8Array(readFileSync(process.argv[2] as string));
const heldBefore = process.memoryUsage.rss();
const usedBefore = process.cpuUsage();
const result = readFeed(bytes, { url: 'https://feed.example/' });
const { user, system } = process.cpuUsage(usedBefore);
const posts = result.kind === 'feed' ? result.feed.posts : [];
const most = (of: (post: (typeof posts)[number]) => number) =>
  posts.reduce((found, post) => Math.max(found, of(post)), 0);
const cost: Cost = {
  kind: result.kind,
  posts: posts.length,
  longestTitle: most((post) => post.title?.length ?? 0),
  longestBody: most((post) => post.body?.length ?? 0),
  mostTags: most((post) => post.tags.length),
  cpuMs: (user + system) / 1000,
  grownBytes: process.resourceUsage().maxRSS * 1024 - heldBefore,
};
if (result.kind === 'none') cost.reason = result.reason;
process.stdout.write(JSON.stringify(cost));
