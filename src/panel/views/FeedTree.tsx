import type { FeedRow } from '../../storage/schema.ts';
import { FeedLink, FolderLine, PlaceLink, ViewLink } from '../components/feed-links.tsx';
import { RiverIcon, SearchIcon, StarIcon, TagIcon } from '../components/icons.tsx';
import { now } from '../state/clock.ts';
import { folded, toggleFold } from '../state/folds.ts';
import {
  checks,
  feedCounts,
  feeds,
  folderCounts,
  folders,
  nameOf,
  unreadTotal,
  viewCounts,
  views,
} from '../state/library.ts';
import { hrefOf, route } from '../state/route.ts';
import { sheet } from '../state/sheet.ts';
import { type Branch, branchesOf, feedsIn } from '../state/tree.ts';
import { lacksPermission, troubleOf } from '../trouble.ts';
import { word } from '../words.ts';

/** The places, then the folders, then the feeds in none. */
export function FeedTree() {
  const here = hrefOf(route.value);
  const all = feeds.value ?? [];
  const branches = branchesOf(0, folders.value, all);
  const top = feedsIn(0, all);
  return (
    <nav class="feed-tree" aria-label={word('feeds')}>
      <ul>
        <PlaceLink
          href="#/river"
          here={here}
          name={word('river')}
          icon={<RiverIcon />}
          count={unreadTotal.value}
        />
        <PlaceLink href="#/starred" here={here} name={word('starred')} icon={<StarIcon />} />
        <PlaceLink href="#/tags" here={here} name={word('topics')} icon={<TagIcon />} />
        <PlaceLink href="#/search" here={here} name={word('search')} icon={<SearchIcon />} />
      </ul>
      {views.value.length > 0 && (
        <ul class="feed-list">
          {views.value.map((view) => (
            <ViewLink
              key={view.id}
              view={view}
              isHere={here === hrefOf({ view: 'saved', id: view.id })}
              count={viewCounts.value.get(view.id) ?? 0}
              onEdit={() => {
                sheet.value = { kind: 'view', viewId: view.id, text: view.text };
              }}
            />
          ))}
        </ul>
      )}
      {branches.length > 0 && (
        <ul class="feed-list">
          {branches.map((branch) => (
            <Folder key={branch.folder.id} branch={branch} here={here} />
          ))}
        </ul>
      )}
      {top.length > 0 && (
        <ul class="feed-list">
          {top.map((feed) => (
            <Feed key={feed.id} feed={feed} here={here} />
          ))}
        </ul>
      )}
    </nav>
  );
}

function Folder({
  branch: { folder, folders: inner, feeds: inside },
  here,
}: {
  branch: Branch;
  here: string;
}) {
  const isFolded = folded.value.has(folder.id);
  return (
    <li>
      <FolderLine
        folder={folder}
        isHere={here === hrefOf({ view: 'folder', id: folder.id })}
        isFolded={isFolded}
        count={folderCounts.value.get(folder.id)?.unread ?? 0}
        onFold={() => toggleFold(folder.id)}
        onEdit={() => {
          sheet.value = { kind: 'folder', folderId: folder.id };
        }}
      />
      {!isFolded && (
        <ul>
          {inner.map((branch) => (
            <Folder key={branch.folder.id} branch={branch} here={here} />
          ))}
          {inside.map((feed) => (
            <Feed key={feed.id} feed={feed} here={here} />
          ))}
        </ul>
      )}
    </li>
  );
}

function Feed({ feed, here }: { feed: FeedRow; here: string }) {
  const check = checks.value.get(feed.id);
  const isLocked = lacksPermission(check);
  return (
    <FeedLink
      feed={feed}
      name={nameOf(feed)}
      isHere={here === hrefOf({ view: 'feed', id: feed.id })}
      count={feedCounts.value.get(feed.id)?.unread ?? 0}
      trouble={isLocked ? word('needsPermissionShort') : troubleOf(check, now.value)}
      isLocked={isLocked}
      onEdit={() => {
        sheet.value = { kind: 'feed', feedId: feed.id };
      }}
    />
  );
}
