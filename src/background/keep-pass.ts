/** What a pass of checks notes of itself, and what is told of it. Loaded once its first requests are sent. */
import { updateBadge } from '../badge.ts';
import { decideNextCheck } from '../feeds/schedule.ts';
import { noteTrouble } from '../storage/alerts.ts';
import { putOff } from '../storage/checks.ts';
import type { DueFeed } from '../storage/due-feeds.ts';
import { beginPass, endPass } from '../storage/passes.ts';
import { wantChecks, wantNoChecks } from '../storage/wanted.ts';
import type { CheckFacts } from './finish-check.ts';
import { tellOfNew } from './notices.ts';

export { PassWriter } from './pass-writer.ts';

/** Notes the pass, for the panel, and which checks a person asked for, for the next start if this worker is killed. */
export async function notePass(feeds: DueFeed[], isScheduled: boolean): Promise<void> {
  const now = Date.now();
  const begun = beginPass(feeds.length, now);
  if (!isScheduled)
    await wantChecks(
      feeds.map(({ feed }) => feed.id),
      now,
    );
  await begun;
}

/** Ends the pass, once what it found was told. */
export async function closePass(isCancelled: boolean): Promise<void> {
  await wantNoChecks();
  await afterPass();
  await endPass(Date.now(), isCancelled);
}

/**
 * What a person is told of a pass, before it counts as ended: a worker that finds one left open tells it in its place. A
 * notification that fails is only reported.
 */
export async function afterPass(): Promise<void> {
  await noteTrouble(Date.now());
  await updateBadge();
  await tellOfNew().catch((error) => reportError(error));
}

/** Nobody is asked on a metered connection when the person wants it so; an hour later it is looked at again. */
export async function waitForCheapNetwork(
  feeds: DueFeed[],
  { settings, now, chance }: Pick<CheckFacts, 'settings' | 'now' | 'chance'>,
): Promise<void> {
  await putOff(
    feeds.map(({ check }) => {
      const { at, why } = decideNextCheck({ history: check, settings, now: now(), chance: chance() });
      return { ...check, why, ...(at !== undefined && { nextAt: at }) };
    }),
  );
}
