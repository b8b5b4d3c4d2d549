import type { ComponentChildren } from 'preact';
import type { PostRow } from '../../storage/schema.ts';
import { counted, word } from '../words.ts';
import { IconButton } from './IconButton.tsx';
import { StarIcon } from './icons.tsx';
import { later } from './later.tsx';

/** Loaded with the first post that is opened. */
const PostContent = later(async () => (await import('./PostContent.tsx')).PostContent);

/** A feed that has the same story. */
export interface OtherFeed {
  id: number;
  name: string;
}

/** A tag as shown. */
export interface ShownTag {
  key: string;
  label: string;
}

/** What can be done with a post. */
export interface PostCallbacks {
  onToggle(post: PostRow): void;
  /** Its link was followed by other means than the title. */
  onFollow(post: PostRow): void;
  onOpenLink(post: PostRow): void;
  onStar(post: PostRow): void;
  onRead(post: PostRow): void;
  /** Goes on to the post below, or back to the one above. */
  onStep(post: PostRow, to: 'next-post' | 'previous-post'): void;
  onBeginTag(post: PostRow): void;
  onEndTag(): void;
  onTag(post: PostRow, label: string): void;
  onUntag(post: PostRow, key: string): void;
  /** Shows or hides what an edit, or another feed, changed in its text. */
  onCompare(post: PostRow): void;
  /** Fetches the whole text; once it is here, switches between it and the feed's. */
  onFullText(post: PostRow): void;
}

export interface PostProps extends PostCallbacks {
  post: PostRow;
  storyId: number;
  /** The level of its heading on the page. */
  level: 2 | 4;
  title: string;
  /** Named where the list does not group by feed. */
  feedName?: string | undefined;
  author?: string | undefined;
  when: string;
  exact: string;
  edited?: string | undefined;
  alsoIn: OtherFeed[];
  tags: ShownTag[];
  views: number;
  isUnread: boolean;
  isOpen: boolean;
  /** Shows its text, open or not. */
  isFull: boolean;
  isSelected: boolean;
  isStarred: boolean;
  isTagging: boolean;
  /** Its number among those that stand together, and how many they are. */
  position?: number;
  setSize?: number;
  /** Its versions side by side, when they are asked for. */
  versions?: ComponentChildren;
  /** The post below it, while it is open. */
  nextTitle?: string | undefined;
}

const TAGS_IN_LIST = 3;

/** One post: its head always, its text when open. The title's link covers the head, so that the whole of it is a target. */
export function Post(props: PostProps) {
  const { post, title, isUnread, isOpen, isFull, isStarred } = props;
  const Heading = `h${props.level}` as const;
  return (
    <article
      class="post"
      data-post-id={post.id}
      data-story-id={props.storyId}
      data-unread={isUnread || undefined}
      data-open={isOpen || undefined}
      data-full={isFull || undefined}
      data-starred={isStarred || undefined}
      data-untitled={post.title === undefined || undefined}
      aria-current={props.isSelected || undefined}
      aria-posinset={props.position}
      aria-setsize={props.setSize}
      tabIndex={-1}
      lang={post.lang}
    >
      <header class="post-head">
        {props.feedName !== undefined && (
          <p class="post-kicker">
            <bdi>{props.feedName}</bdi>
            <time title={props.exact}>{props.when}</time>
          </p>
        )}
        <Heading class="post-title" dir="auto">
          <a
            href={post.link ?? '#'}
            target="_blank"
            rel="noopener noreferrer"
            aria-expanded={isOpen}
            onClick={(event) => {
              if (event.ctrlKey || event.metaKey || event.shiftKey) return props.onFollow(post);
              event.preventDefault();
              props.onToggle(post);
            }}
            onAuxClick={(event) => event.button === 1 && props.onFollow(post)}
          >
            {title}
          </a>
        </Heading>
        {!isOpen && !isFull && post.title !== undefined && post.snippet !== '' && (
          <p class="post-snippet" dir="auto">
            {post.snippet}
          </p>
        )}
        <PostFacts {...props} />
        <button
          type="button"
          class="post-dot"
          data-action="toggle-read"
          aria-label={word(isUnread ? 'markRead' : 'markUnread')}
          title={word(isUnread ? 'markRead' : 'markUnread')}
          tabIndex={-1}
          onClick={() => props.onRead(post)}
        />
        <IconButton
          action="toggle-star"
          class="post-star"
          label={word(isStarred ? 'unstar' : 'star')}
          pressed={isStarred}
          onClick={() => props.onStar(post)}
        >
          <StarIcon filled={isStarred} />
        </IconButton>
      </header>
      {(isOpen || isFull) && <PostContent {...props} />}
    </article>
  );
}

/** The small print under a title. */
function PostFacts(props: PostProps) {
  const shown = props.tags.slice(0, TAGS_IN_LIST);
  const left = props.tags.length - shown.length;
  const hasFacts =
    props.feedName === undefined ||
    props.author ||
    (props.edited && !props.isOpen) ||
    props.views ||
    (props.alsoIn.length > 0 && !props.isOpen) ||
    shown.length;
  if (!hasFacts) return null;
  return (
    <p class="post-facts">
      {props.feedName === undefined && props.when !== '' && !props.isOpen && (
        <time title={props.exact}>{props.when}</time>
      )}
      {props.author && <bdi>{props.author}</bdi>}
      {!props.isOpen && props.edited && <span>{word('edited')}</span>}
      {!props.isOpen && props.alsoIn.length > 0 && (
        <span>{word('alsoIn', { feeds: props.alsoIn.map(({ name }) => name).join(', ') })}</span>
      )}
      {props.views > 0 && <span>{counted('views', props.views)}</span>}
      {!props.isOpen && shown.map((tag) => <bdi key={tag.key} class="post-tag">{`#${tag.label}`}</bdi>)}
      {!props.isOpen && left > 0 && <span>{`+${left}`}</span>}
    </p>
  );
}
