import type { ComponentChildren } from 'preact';
import { cleanLink } from '../../feeds/clean-link.ts';
import type { PostRow } from '../../storage/schema.ts';
import type { CardHits } from '../state/hits.ts';
import { word } from '../words.ts';
import { FeedIcon } from './FeedIcon.tsx';
import { IconButton } from './IconButton.tsx';
import { StarIcon } from './icons.tsx';
import { later } from './later.tsx';
import { marked } from './marked.tsx';
import { postFacts } from './post-facts.tsx';

/** Loaded with the first post that is opened. */
export const PostContent = later(async () => (await import('./PostContent.tsx')).PostContent);

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
  onCopyLink(post: PostRow): void;
  onStar(post: PostRow): void;
  onRead(post: PostRow): void;
  /** Goes on to the post below, or back to the one above. */
  onStep(post: PostRow, to: 'next-post' | 'previous-post'): void;
  onBeginTag(post: PostRow): void;
  onEndTag(): void;
  onTag(post: PostRow, label: string): void;
  onUntag(post: PostRow, key: string): void;
  /** Asks what of it is to be muted. */
  onMute(post: PostRow): void;
  /** Shows it again where it was hidden. */
  onShowAgain(post: PostRow): void;
  /** Shows or hides what an edit, or another feed, changed in its text. */
  onCompare(post: PostRow): void;
  /** Fetches the whole text; once it is here, switches between it and the feed's. */
  onFullText(post: PostRow): void;
}

export interface PostProps extends PostCallbacks, CardHits {
  post: PostRow;
  storyId: number;
  /** The level of its heading on the page. */
  level: 2 | 4;
  title: string;
  /** Named where the list does not group by feed. */
  feedName?: string | undefined;
  author?: string | undefined;
  when: string;
  /** The instant in full; the list has no room for it. */
  exact(): string;
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
  /** Its title alone: it is out of sight. */
  isBrief?: boolean;
  /** Its versions side by side, when they are asked for. */
  versions?: ComponentChildren;
  /** The post below it, while it is open. */
  nextTitle?: string | undefined;
}

/** One post: its head always, its text when open. The title's link covers the head, so that the whole of it is a target. */
export function Post(props: PostProps) {
  const { post, title, isOpen, isFull, isBrief } = props;
  const Heading = `h${props.level}` as const;
  return (
    <article
      class="post"
      data-post-id={post.id}
      data-story-id={props.storyId}
      data-unread={props.isUnread || undefined}
      data-open={isOpen || undefined}
      data-full={isFull || undefined}
      data-starred={props.isStarred || undefined}
      data-untitled={post.title === undefined || undefined}
      aria-current={props.isSelected || undefined}
      aria-posinset={props.position}
      aria-setsize={props.setSize}
      tabIndex={-1}
      lang={post.lang}
    >
      <header class="post-head">
        {!isBrief && props.feedName !== undefined && (
          <p class="post-kicker">
            <FeedIcon feedId={post.feedId} name={props.feedName} />
            <bdi>{props.feedName}</bdi>
            <time dateTime={new Date(post.at).toISOString()}>{props.when}</time>
          </p>
        )}
        <Heading class="post-title" dir="auto">
          <a
            href={post.link === undefined ? '#' : cleanLink(post.link)}
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
            {marked(title, props.titleHits)}
          </a>
        </Heading>
        {!isBrief && underTitle(props)}
      </header>
      {!isBrief && (isOpen || isFull) && <PostContent {...props} />}
    </article>
  );
}

/** The head of a post without its title. */
function underTitle(props: PostProps) {
  const { post, isUnread, isOpen, isFull, isStarred } = props;
  return (
    <>
      {!isOpen && !isFull && (props.excerpt !== undefined || hasSnippet(post)) && (
        <p class="post-snippet" dir="auto">
          {marked(props.excerpt ?? post.snippet, props.excerptHits)}
        </p>
      )}
      {postFacts(props)}
      <button
        type="button"
        class="post-dot"
        data-action="toggle-read"
        aria-label={word(isUnread ? 'markRead' : 'markUnread')}
        title={word(isUnread ? 'markRead' : 'markUnread')}
        tabIndex={-1}
        onClick={() => props.onRead(post)}
      />
      {IconButton({
        action: 'toggle-star',
        class: 'post-star',
        label: word(isStarred ? 'unstar' : 'star'),
        pressed: isStarred,
        onClick: () => props.onStar(post),
        children: StarIcon({ filled: isStarred }),
      })}
    </>
  );
}

/** A snippet that only says the title again is left out; without a title it stands in its place. */
function hasSnippet({ title, snippet }: PostRow): boolean {
  return title !== undefined && snippet !== '' && snippet !== title;
}
