import { useEffect, useState } from 'preact/hooks';
import { plainText } from '../../feeds/text.ts';
import { loadBody, loadRevisions, loadStory } from '../../storage/reading.ts';
import type { PostRow } from '../../storage/schema.ts';
import { type Version, Versions } from '../components/Versions.tsx';
import { type DiffPart, wordDiff } from '../reading/word-diff.ts';
import { comparingId } from '../state/full-texts.ts';
import { feedsById, nameOf } from '../state/library.ts';
import { reckon } from '../state/settings.ts';
import { exactTime } from '../times.ts';

/** A text of a post as it stood from some instant on. */
interface Text {
  at: number;
  title: string;
  text: string;
}

/** What edits changed in a post, and how the other feeds of its story have it. */
export function PostVersions({ post }: { post: PostRow }) {
  const [versions, setVersions] = useState<Version[]>();
  useEffect(() => {
    let isShown = true;
    readVersions(post).then((found) => isShown && setVersions(found), console.error);
    return () => {
      isShown = false;
    };
  }, [post.id, post.editedAt]);
  // A post that is folded up and opened again begins with its text.
  useEffect(
    () => () => {
      if (comparingId.value === post.id) comparingId.value = undefined;
    },
    [post.id],
  );
  return versions === undefined ? null : <Versions versions={versions} />;
}

async function readVersions(post: PostRow): Promise<Version[]> {
  const story = await loadStory(post);
  const others = story.filter((other) => other.id !== post.id);
  const own = await textsOf(post);
  const shown = own.at(-1);
  const [first, ...edits] = own;
  const feed = nameOf(feedsById.value.get(post.feedId));
  const versions: Version[] = [];
  if (first !== undefined) versions.push({ feed, when: when(first.at), kind: 'first' });
  edits.forEach((edit, i) => {
    versions.push({
      feed,
      when: when(edit.at),
      kind: 'edit',
      parts: differences(own[i], edit),
    });
  });
  for (const other of others) {
    const texts = await textsOf(other);
    const parts = differences(shown, texts.at(-1));
    const at = other.publishedAt ?? other.seenAt;
    versions.push({
      feed: nameOf(feedsById.value.get(other.feedId)),
      when: when(at),
      kind: 'elsewhere',
      parts,
    });
  }
  return versions;
}

/** All texts of a post, the first one first. A revision says when it was replaced: the next one holds from then on. */
async function textsOf(post: PostRow): Promise<Text[]> {
  const [revisions, body] = await Promise.all([loadRevisions(post.id), loadBody(post.id)]);
  const old = revisions.reverse();
  const texts = [...old, { title: post.title, html: body?.html ?? '' }];
  return texts.map(({ title, html }, i) => ({
    at: old[i - 1]?.replacedAt ?? post.publishedAt ?? post.seenAt,
    title: title ?? '',
    text: plainText(html),
  }));
}

/** Titles that are the same are left out. */
function differences(before: Text | undefined, after: Text | undefined): DiffPart[] {
  const isSame = before?.title === after?.title;
  const whole = (one: Text | undefined) => (isSame ? one?.text : `${one?.title}\n${one?.text}`) ?? '';
  return wordDiff(whole(before), whole(after));
}

function when(at: number): string {
  return exactTime(at, reckon.value);
}
