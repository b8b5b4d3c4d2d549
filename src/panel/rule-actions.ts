/** What a person can do with rules, focus and alerts. Every one that writes ends by making the badge true. */
import { updateBadge } from '../badge.ts';
import { focusEnded, focusFor, usualMinutes } from '../feeds/focus.ts';
import type { Rule } from '../feeds/rules.ts';
import { applyRule, mute, type OnProgress } from '../storage/apply-rule.ts';
import { chooseAlerts } from '../storage/choose-alerts.ts';
import { showPost } from '../storage/hiding.ts';
import { addRule, changeRule, moveRule, removeRule } from '../storage/rule-list.ts';
import type { PostRow } from '../storage/schema.ts';
import type { AlertsRow, RuleRow } from '../storage/schema-rules.ts';
import { storyOf } from '../storage/story.ts';
import { choose, sayLast } from './actions.ts';
import { tick } from './state/clock.ts';
import { focusUntil } from './state/focus.ts';
import { leaveOutHidden } from './state/hidden-rows.ts';
import { say } from './state/notice.ts';
import { work, workTeller } from './state/work.ts';
import { word } from './words.ts';

/** Adds a rule, or writes the one of this id anew; answers its id. */
export async function saveRule(rule: Rule, id: number | undefined): Promise<number> {
  if (id !== undefined) await changeRule(id, rule, Date.now());
  const savedId = id ?? (await addRule(rule, Date.now()));
  await sayLast();
  return savedId;
}

/** Switches a rule off or on. */
export async function switchRule({ id, query, does }: RuleRow, isOn: boolean): Promise<void> {
  await changeRule(id, isOn ? { query, does } : { query, does, off: true }, Date.now());
}

/** Moves a rule to a place in the order, counted from 0. */
export function placeRule(id: number, to: number): Promise<void> {
  return moveRule(id, to, Date.now());
}

/** Takes a rule away, and offers to take that back. */
export async function deleteRule(id: number): Promise<void> {
  await removeRule(id, Date.now());
  await sayLast();
}

/** Does to the stored posts what a rule says, with its progress at the foot, and offers to take it back. */
export async function applyToStored(rule: Rule): Promise<void> {
  if (work.value !== undefined) return;
  const changed = await inSteps((onProgress) => applyRule(rule, Date.now(), onProgress));
  if (changed === 0) say({ text: word('ruleTouchesNone') });
  else await sayLast();
}

/** Hides what a query finds, now and later, and offers to take it back; `name` is what a person calls it. */
export async function mutePosts(query: string, name: string): Promise<void> {
  await inSteps((onProgress) => mute(query, name, Date.now(), onProgress));
  await sayLast();
}

async function inSteps(run: (onProgress: OnProgress) => Promise<number>): Promise<number> {
  let isStopped = false;
  const stop = () => {
    isStopped = true;
  };
  const tell = workTeller();
  // At once: a second click finds it under way.
  tell({ text: 'applying', done: 0, total: 0, stop });
  const onProgress: OnProgress = ({ looked, total }) => {
    tell({ text: 'applying', done: looked, total, stop });
    return !isStopped;
  };
  try {
    const changed = await run(onProgress);
    await leaveOutHidden();
    return changed;
  } finally {
    tell(undefined);
    await updateBadge();
  }
}

/** Shows a hidden post again, and offers to take that back. */
export async function showAgain(post: PostRow): Promise<void> {
  await showPost(storyOf(post), Date.now());
  await updateBadge();
  await sayLast();
}

/** Chooses what the badge counts, or what is told of. */
export async function chooseAlert(change: (alerts: AlertsRow) => Partial<AlertsRow>): Promise<void> {
  await chooseAlerts(change);
  await updateBadge();
}

/** Begins focus for so long; the worker hears of it by the settings. */
export async function beginFocus(minutes = usualMinutes): Promise<void> {
  await choose(focusFor(minutes, Date.now()));
  tick();
}

/** Ends the focus that holds now. */
export async function endFocus(): Promise<void> {
  await choose(focusEnded(Date.now()));
  tick();
}

/** Begins focus for an hour, or ends the one that holds. */
export function toggleFocus(): Promise<void> {
  return focusUntil.value === undefined ? beginFocus() : endFocus();
}
