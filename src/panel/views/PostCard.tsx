import type { PostRow } from '../../storage/schema.ts';
import { storyOf } from '../../storage/story.ts';
import * as actions from '../actions.ts';
import { beginMute, beginTag, isUnread, run, toggleCompare, toggleOpen, toggleStar } from '../commands.ts';
import { later } from '../components/later.tsx';
import { type OtherFeed, Post, type PostCallbacks } from '../components/Post.tsx';
import { copyLink } from '../copy-link.ts';
import { switchText } from '../full-text.ts';
import { shownRows } from '../state/cap.ts';
import { now } from '../state/clock.ts';
import { areTextsListed } from '../state/first-texts.ts';
import { hits } from '../state/hits.ts';
import { feedsById, labelOf, nameOf } from '../state/library.ts';
import { selectedId } from '../state/listing.ts';
import { reckon } from '../state/settings.ts';
import { taggingId } from '../state/sheet.ts';
import { shownTagsOf } from '../state/shown-tags.ts';
import { ageWords, agoWords, exactTime, timeWords } from '../times.ts';
import { word } from '../words.ts';

const PostVersions = later(async () => (await import('./PostVersions.tsx')).PostVersions);

/** As the river, by day and feed; as one list of several feeds; or as one feed's list, where its name need not be said. */
export type ListLayout = 'river' | 'mixed' | 'feed';

interface Props {
  post: PostRow;
  layout: ListLayout;
  isUnread: boolean;
  isOpen: boolean;
  isSelected: boolean;
  isStarred: boolean;
  isTagging: boolean;
  isComparing: boolean;
  views: number;
  position?: number;
  setSize?: number;
  isBrief?: boolean;
  /** The other feeds of its story. */
  alsoIn: number[] | undefined;
}

/**
 * A post in its list: finds the words for it. What changes while one reads comes as plain values, so that of
 * thousands of cards only those that differ are drawn again.
 */
export function PostCard({ post, layout, alsoIn, isComparing, ...rest }: Props) {
  const feed = feedsById.value.get(post.feedId);
  const isPlanet = feed?.planet === true;
  const title = titleOf(post, isPlanet);
  const author = isPlanet || isNamedAfterAuthor(post) ? undefined : post.author;
  // Called, not mounted: fifty cards are drawn before the first paint, and a component costs as much as a few elements.
  return Post({
    ...callbacks,
    ...rest,
    post,
    level: layout === 'river' ? 4 : 2,
    storyId: storyOf(post),
    title,
    author,
    ...hits.value?.inCard(post, title, author),
    exact: () => exactTime(post.at, reckon.value),
    ...(rest.isBrief ? noWords : wordsUnder(post, layout, nameOf(feed), alsoIn)),
    versions: isComparing && <PostVersions post={post} />,
    nextTitle: rest.isOpen ? titleBelow(post) : undefined,
    isFull: areTextsListed(),
  });
}

/** What is said of a post under its title; of one in brief nothing is. */
function wordsUnder(post: PostRow, layout: ListLayout, feedName: string, alsoIn: number[] = []) {
  return {
    feedName: layout === 'mixed' ? feedName : undefined,
    when: layout === 'river' ? timeInRiver(post) : ageWords(post.at, now.value, reckon.value),
    edited: post.editedAt === undefined ? undefined : editedWords(post.editedAt),
    alsoIn: otherFeeds(alsoIn, feedName),
    tags: shownTagsOf(post).map((key) => ({ key, label: labelOf(key) })),
  };
}

const noWords = { when: '', alsoIn: [], tags: [] };

/** A story's other feeds, as they were subscribed to; a site's second feed of the same name says nothing new. */
function otherFeeds(feedIds: number[], own: string): OtherFeed[] {
  // They come in the order in which their checks ended, which is another each time.
  const inOrder = feedIds.toSorted((a, b) => a - b);
  const byName = new Map(inOrder.map((id) => [nameOf(feedsById.value.get(id)), id]));
  return [...byName].filter(([name]) => name !== '' && name !== own).map(([name, id]) => ({ id, name }));
}

function titleBelow(post: PostRow): string | undefined {
  const posts = shownRows.value;
  const next = posts[posts.findIndex((row) => row.post.id === post.id) + 1]?.post;
  return next && titleOf(next, feedsById.value.get(next.feedId)?.planet === true);
}

/** A post that has only a date has no time of day to show. */
function timeInRiver(post: PostRow): string {
  return post.dateOnly ? '' : timeWords(post.at, now.value, reckon.value);
}

function editedWords(at: number): string {
  return word('editedAgo', { ago: agoWords(at, now.value, reckon.value.locale) });
}

/** A planet's posts are named after who wrote them; a post without a title begins with its text. */
function titleOf(post: PostRow, isPlanet: boolean): string {
  const title = post.title ?? (post.snippet || word('untitled'));
  return isPlanet && post.author && !isNamedAfterAuthor(post) ? `${post.author}: ${title}` : title;
}

function isNamedAfterAuthor(post: PostRow): boolean {
  return post.author !== undefined && post.title?.startsWith(`${post.author}:`) === true;
}

const callbacks: PostCallbacks = {
  onToggle: toggleOpen,
  onFollow: actions.view,
  onOpenLink: actions.openLink,
  onCopyLink: copyLink,
  onStar: toggleStar,
  onRead: (post) => actions.setRead(post, isUnread(post)),
  onStep: (post, to) => {
    selectedId.value = post.id;
    run(to);
  },
  onBeginTag: beginTag,
  onEndTag: () => {
    taggingId.value = undefined;
  },
  onTag: actions.tag,
  onUntag: actions.untag,
  onMute: beginMute,
  onShowAgain: async (post) => (await import('../rule-actions.ts')).showAgain(post),
  onCompare: toggleCompare,
  onFullText: (post) => void switchText(post),
};
