import type { ComponentChildren } from 'preact';
import type { ViewRow } from '../../storage/saved-view.ts';
import type { FeedRow, FolderRow } from '../../storage/schema.ts';
import { hrefOf } from '../state/route.ts';
import { digits, word } from '../words.ts';
import { FeedIcon } from './FeedIcon.tsx';
import { IconButton } from './IconButton.tsx';
import { ChevronIcon, LockIcon, MoreIcon, SearchIcon, WarningIcon } from './icons.tsx';

/** A number at the end of a line; nothing at 0. */
function Count({ count }: { count: number | undefined }) {
  return (
    <span class="line-count" data-count={count ?? 0}>
      {count ? digits(count) : ''}
    </span>
  );
}

interface PlaceProps {
  href: string;
  here: string;
  name: string;
  icon: ComponentChildren;
  count?: number | undefined;
}

/** The river, the starred, the tags. */
export function PlaceLink({ href, here, name, icon, count }: PlaceProps) {
  return (
    <li class="line place-line">
      <a href={href} aria-current={href === here ? 'page' : undefined}>
        {icon}
        <span class="line-name">{name}</span>
        <Count count={count} />
      </a>
    </li>
  );
}

interface FolderProps {
  folder: FolderRow;
  isHere: boolean;
  isFolded: boolean;
  count: number;
  onFold(): void;
  onEdit(): void;
}

/** A folder's own line: it folds, leads to the folder's posts, and opens its sheet. */
export function FolderLine({ folder, isHere, isFolded, count, onFold, onEdit }: FolderProps) {
  return (
    <div class="line folder-line" data-folder-id={folder.id}>
      <button
        type="button"
        class="fold"
        data-action="fold"
        aria-expanded={!isFolded}
        aria-label={word('foldFolder', { folder: folder.title })}
        onClick={onFold}
      >
        <ChevronIcon />
      </button>
      <a href={hrefOf({ view: 'folder', id: folder.id })} aria-current={isHere ? 'page' : undefined}>
        <span class="line-name">
          <bdi>{folder.title}</bdi>
        </span>
        <Count count={count} />
      </a>
      <IconButton action="edit-folder" class="line-more" label={word('editFolder')} onClick={onEdit}>
        <MoreIcon />
      </IconButton>
    </div>
  );
}

interface FeedProps {
  feed: FeedRow;
  name: string;
  isHere: boolean;
  count: number;
  /** What is wrong with it, as a sentence. */
  trouble?: string | undefined;
  isLocked: boolean;
  onEdit(): void;
}

/** A feed's line: its name and number, what is wrong with it, and the way to its sheet. */
export function FeedLink({ feed, name, isHere, count, trouble, isLocked, onEdit }: FeedProps) {
  return (
    <li class="line feed-line" data-feed-id={feed.id}>
      <a href={hrefOf({ view: 'feed', id: feed.id })} aria-current={isHere ? 'page' : undefined}>
        <FeedIcon feedId={feed.id} name={name} />
        <span class="line-name">
          <bdi>{name}</bdi>
        </span>
        <Count count={count} />
        {trouble !== undefined && (
          <span class="line-trouble">
            {isLocked ? <LockIcon /> : <WarningIcon />}
            {trouble}
          </span>
        )}
      </a>
      <IconButton action="edit-feed" class="line-more" label={word('editFeed')} onClick={onEdit}>
        <MoreIcon />
      </IconButton>
    </li>
  );
}

interface ViewProps {
  view: ViewRow;
  isHere: boolean;
  count: number;
  onEdit(): void;
}

/** A saved view's line: its name and number, and the way to its sheet. */
export function ViewLink({ view, isHere, count, onEdit }: ViewProps) {
  return (
    <li class="line view-line" data-view-id={view.id}>
      <a href={hrefOf({ view: 'saved', id: view.id })} aria-current={isHere ? 'page' : undefined}>
        <SearchIcon />
        <span class="line-name">
          <bdi>{view.name}</bdi>
        </span>
        <Count count={count} />
      </a>
      <IconButton action="edit-view" class="line-more" label={word('editView')} onClick={onEdit}>
        <MoreIcon />
      </IconButton>
    </li>
  );
}
