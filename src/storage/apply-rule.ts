import { type Rule, type RuleActions, readRules } from '../feeds/rules.ts';
import { tagKey } from '../feeds/tag-key.ts';
import { db } from './database.ts';
import { giveStars } from './give-stars.ts';
import { hideStories, setOffBadge } from './hiding.ts';
import { labelStories } from './label-stories.ts';
import { actionTables, forgetAction, recordAction } from './record.ts';
import { type Rewriting, rewriteStories } from './rewrite-stories.ts';
import { putRule } from './rule-list.ts';
import type { PostRow } from './schema.ts';
import type { Inverse, StoriesInverse } from './schema-actions.ts';
import { loadStories } from './stories.ts';
import { handsOf, storyOf } from './story.ts';
import { addLabels } from './tag-labels.ts';
import { addPart } from './undo-parts.ts';
import { makeRead, unreadRowsOfStories } from './unread.ts';
import { walkPosts } from './walk-posts.ts';
import { tagsInverse } from './write-tags.ts';

/** How far an application is: posts looked at, of how many, and stories changed. */
export interface Progress {
  looked: number;
  total: number;
  changed: number;
}

/** Called between two steps; false ends the work there. What was done stays, and can be taken back. */
export type OnProgress = (progress: Progress) => boolean;

/**
 * Does to the stored posts what a rule does on arrival (but for telling of them), in steps of bounded size, each one
 * transaction. All of it is one action: taken back as one, also when it was not finished. Answers the stories changed.
 */
export async function applyRule(rule: Rule, now: number, onProgress: OnProgress): Promise<number> {
  const actionId = await db.transaction('rw', actionTables, async () =>
    recordAction({ kind: 'apply-rule', count: 0, name: rule.query, inverses: [], parts: 0 }, now),
  );
  const changed = await applyInSteps(actionId, rule, now, onProgress);
  if (changed === 0) await forgetNothing(actionId);
  return changed;
}

/** What did nothing cannot be taken back. */
function forgetNothing(actionId: number): Promise<void> {
  return db.transaction('rw', actionTables, async () => {
    const action = await db.actions.get(actionId);
    if (action !== undefined && action.count === 0) await forgetAction(action);
  });
}

/** Adds a rule that hides, and hides what is stored: one action. */
export async function mute(
  query: string,
  name: string,
  now: number,
  onProgress: OnProgress,
): Promise<number> {
  const rule: Rule = { query, does: { hide: true } };
  const actionId = await db.transaction('rw', actionTables, async () => {
    const { id } = await putRule(rule);
    const inverses: Inverse[] = [{ do: 'rules', put: [], remove: [id] }];
    return recordAction({ kind: 'mute-posts', count: 0, name, inverses, parts: 0 }, now);
  });
  return applyInSteps(actionId, rule, now, onProgress);
}

async function applyInSteps(
  actionId: number,
  { query, does }: Rule,
  now: number,
  onProgress: OnProgress,
): Promise<number> {
  // One that is switched off is asked for by hand.
  const [read] = readRules([{ query, does }]);
  let changed = 0;
  if (read === undefined) return changed;
  for await (const { posts, looked, total } of walkPosts(read.query, now)) {
    if (posts.length > 0) {
      const step = await applyStep(actionId, does, posts, now);
      if (step === undefined) break;
      changed += step;
    }
    if (!onProgress({ looked, total, changed })) break;
  }
  return changed;
}

/** One step; undefined when the action is gone: it was taken back meanwhile. */
function applyStep(
  actionId: number,
  does: RuleActions,
  posts: PostRow[],
  now: number,
): Promise<number | undefined> {
  return db.transaction('rw', actionTables, async () => {
    const action = await db.actions.get(actionId);
    if (action?.parts === undefined || action.undone || action.left !== undefined) return undefined;
    const storyIds = [...new Set(posts.map(storyOf))];
    const { inverses, changed } = await act(does, storyIds, now);
    if (changed === 0) return 0;
    await labelStories(storyIds, now);
    const next = await addPart(action, inverses);
    await db.actions.put({ ...next, count: action.count + changed });
    return changed;
  });
}

/** Does what a rule says with these stories; answers the inverses and how many stories were not so already. */
async function act(
  does: RuleActions,
  storyIds: number[],
  now: number,
): Promise<{ inverses: StoriesInverse[]; changed: number }> {
  const inverses: StoriesInverse[] = [];
  const changed = new Set<number>();
  const note = (inverse: StoriesInverse & { postIds: number[] }) => {
    if (inverse.postIds.length === 0) return;
    inverses.push(inverse);
    for (const id of inverse.postIds) changed.add(id);
  };
  if (does.tags !== undefined) {
    for (const inverse of await tagStories(storyIds, does.tags)) {
      inverses.push(inverse);
      for (const { id } of inverse.posts) changed.add(id);
    }
  }
  if (does.offBadge) note({ do: 'on-badge', postIds: await setOffBadge(storyIds, true) });
  if (does.star)
    for (const storyId of await starAll(storyIds, now)) {
      inverses.push({ do: 'star', storyId });
      changed.add(storyId);
    }
  if (does.read || does.hide)
    note({ do: 'unread', postIds: await makeRead(await unreadRowsOfStories(storyIds)) });
  if (does.hide) note({ do: 'show', postIds: await hideStories(storyIds, now) });
  return { inverses, changed: changed.size };
}

/** Tags stories; what a person took away is not given anew. Answers the inverses. */
async function tagStories(storyIds: number[], labels: string[]): Promise<ReturnType<typeof tagsInverse>[]> {
  const keys = [...new Set(labels.map(tagKey))].filter((key) => key !== '');
  await addLabels(labels);
  const stories = await loadStories(storyIds);
  const inverses: ReturnType<typeof tagsInverse>[] = [];
  const rewritings: Rewriting[] = [];
  for (const [storyId, story] of stories) {
    const before = handsOf(story);
    const { handTags, droppedTags } = before;
    const shown = story.flatMap((post) => post.tagAts ?? []).map(([tag]) => tag);
    const fresh = keys.filter((key) => ![...shown, ...handTags, ...droppedTags].includes(key));
    if (fresh.length === 0) continue;
    const hands = { handTags: [...handTags, ...fresh], droppedTags };
    rewritings.push({ before: story, after: story.map((post) => ({ ...post, ...hands })) });
    inverses.push(tagsInverse(storyId, before, hands));
  }
  await rewriteStories(rewritings);
  return inverses;
}

/** Stars stories that have no star; answers them. */
async function starAll(storyIds: number[], now: number): Promise<number[]> {
  const marks = await db.marks.bulkGet(storyIds);
  const plain = storyIds.filter((_, index) => marks[index]?.starredAt === undefined);
  await giveStars(plain, now);
  return plain;
}
