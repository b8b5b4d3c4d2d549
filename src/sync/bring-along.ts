/**
 * Another account of this computer on its way into the one that is open: noted in the account's row, so that a sync that is
 * cut off goes on with it, and done in two steps, since posts come in between.
 */
import { changeAccount, loadAccount } from '../storage/account-row.ts';
import { type BroughtFeeds, bringFeeds, bringMarks } from '../storage/bring.ts';
import { readingFrom } from '../storage/other-accounts.ts';

/** Subscribes to the feeds of the account that is being brought, where one is: they are sent with all others. Once. */
export async function bringFeedsAlong(now: number): Promise<void> {
  const { bringing } = (await loadAccount()) ?? {};
  if (bringing === undefined || bringing.feeds !== undefined) return;
  const note = (feeds: BroughtFeeds) => changeAccount({ bringing: { ...bringing, feeds } });
  await readingFrom(bringing.from, (other) => bringFeeds(other, now, note));
}

/** Once the server's posts are here: reads and stars those that were so there. Answers whether there was something to do. */
export async function bringMarksAlong(now: number): Promise<boolean> {
  const { bringing } = (await loadAccount()) ?? {};
  if (bringing?.feeds === undefined) return false;
  const marks = await readingFrom(bringing.from, (other) => bringMarks(other, false, now));
  await changeAccount({ bringing: undefined, brought: { from: bringing.from, ...bringing.feeds, ...marks } });
  return true;
}
