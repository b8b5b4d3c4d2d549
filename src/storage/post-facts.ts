import type { Mark } from '../feeds/query.ts';
import type { PostFacts } from '../feeds/query-match.ts';
import { namesOf as feedNamesOf } from './feed-names.ts';
import { folderChain } from './places.ts';
import type { BodyRow, FeedRow, FolderRow, PostRow } from './schema.ts';
import { textsOf } from './search/texts.ts';

/** The names a query finds a feed by: its own and the person's, and the titles of the folders around it. */
export interface FeedNames {
  feedNames: string[];
  folderNames: string[];
}

/** The names of one feed. */
export function namesOf(feed: FeedRow, folders: ReadonlyMap<number, FolderRow>): FeedNames {
  return {
    feedNames: feedNamesOf(feed),
    folderNames: folderChain(feed.folderId, folders).flatMap((id) => folders.get(id)?.title ?? []),
  };
}

/** What a query can ask of a post; `tags` are its story's. */
export function factsOf(
  post: PostRow,
  body: BodyRow | undefined,
  names: FeedNames,
  marks: ReadonlySet<Mark>,
  tags: readonly string[],
): PostFacts {
  const texts = textsOf(post, body);
  return {
    title: texts.title,
    author: texts.author,
    ...names,
    tags,
    at: post.at,
    marks,
    get text() {
      return texts.text;
    },
    get parts() {
      return texts.parts;
    },
  };
}
