import { expect } from 'vitest';
import type { Disk } from './disk.ts';
import { contentOf, type Rows, rowsOf } from './dump.ts';
import { lifeOn } from './library.ts';
import type { Life } from './life.ts';
import type { Work } from './works.ts';

/** How a run of a work ended: what is stored, how many answers its first life was given, and whether it was cut off. */
export interface Run {
  answers: number;
  wasCut: boolean;
  stored: unknown;
}

/** Does a work in one go; with `cutAt`, its first life ends at that answer, and the next one finds what is there. */
export async function runWork(work: Work, seed: number, cutAt?: number): Promise<Run> {
  const disk = await work.disk();
  const startedAt = disk.now;
  const first = lifeOn(disk, seed, cutAt);
  await first.run(() => {});
  for (const step of work.steps) if (!first.isDead) await step.act(first);
  expect(first.errors).toEqual([]);
  await (first.isDead ? disk.settle() : first.end());
  const wasCut = first.answers === cutAt;
  const life = await startAgain(disk, seed);
  for (const { act, isDone } of work.steps) {
    const isThere = isDone === undefined ? !wasCut : await life.run(() => isDone(life.code));
    if (!isThere) await act(life);
  }
  for (let alarm = 0; alarm < (work.alarms ?? 0); alarm++) {
    disk.now += 60_000;
    await life.ring();
  }
  await expectTrue(life);
  const stored = await life.run(async () => ({
    ...(await storedBy(life, startedAt, work.copiesMayDiffer !== true)),
    ...(await work.alsoHeld?.(disk)),
  }));
  await life.end();
  return { answers: first.answers, wasCut, stored };
}

/** A new life. Before anything else is done in it, all that is stored is true. */
async function startAgain(disk: Disk, seed: number): Promise<Life> {
  disk.now += 60_000;
  // A worker that was stopped leaves storage.session, a browser that was ended does not.
  if (seed % 2 === 0) disk.stored.session = {};
  // A copy that was tried in vain is let rest for a quarter of an hour: as if that were over.
  delete disk.stored.session?.copyTriedAt;
  const life = lifeOn(disk, seed + 1);
  await life.run(() => {});
  await expectTrue(life);
  return life;
}

/** Stories, unread rows, counters and the badge agree, every copy can be read, and nothing went wrong. */
async function expectTrue(life: Life): Promise<void> {
  const { code, browser, errors } = life;
  const found = await life.run(async () => ({
    flaw: await code.firstFlaw(),
    counted: await code.counted(),
    recounted: await code.recount(),
    badge: await browser.action.getBadgeText(),
    recountedBadge: String((await code.recountBadge()) || ''),
    copies: await Promise.all((await code.loadCopies()).map(code.readCopy)),
  }));
  expect(errors).toEqual([]);
  expect(found?.flaw).toBeUndefined();
  expect(found?.counted).toEqual(found?.recounted);
  expect(found?.badge).toBe(found?.recountedBadge);
  expect(found?.copies).not.toContain(undefined);
}

/** All that is stored, in the form that can be compared: the database, the newest copy, settings and logins. */
async function storedBy({ code }: Life, startedAt: number, withCopy: boolean): Promise<object> {
  const [newest] = await code.loadCopies();
  const copies = newest === undefined || !withCopy ? [] : [await code.readCopy(newest)];
  const rows: Rows = await rowsOf(code);
  return {
    ...contentOf({ ...rows, copies: copies as unknown as Rows[string] }, startedAt),
    settings: await code.loadSettings(),
    credentials: await code.loadCredentials(),
  };
}
