import { hasPermission } from '../browser.ts';
import { currentPass } from '../storage/passes.ts';
import { askHidden } from './ask-hidden.ts';
import { fetchIcons } from './icons.ts';
import { keepSearchIndex } from './indexing.ts';
import { shrinkIcon } from './shrink-icon.ts';
import { fetchTextsAhead } from './texts-ahead.ts';
import { whileAwake } from './while-awake.ts';

/** The end of the pass that was followed up to its end. A worker that starts anew looks once again. */
let followedAt: number | undefined;

const facts = {
  now: Date.now,
  pause: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
  isPermitted: hasPermission,
  isIdle,
  shrink: shrinkIcon,
  findText: (html: string) => askHidden('findText', { html }),
};

/** What follows a pass of checks: the search index takes in what came, and what stands beside feeds is fetched. */
export async function afterChecks(): Promise<void> {
  // An index that is built anew takes minutes: nothing waits for it.
  void keepSearchIndex();
  await fetchBeside();
}

/** Full texts that are always wanted, and icons. */
async function fetchBeside(): Promise<void> {
  const endedAt = (await currentPass())?.endedAt;
  if (endedAt === undefined || endedAt === followedAt) return;
  await navigator.locks.request('after-checks', { ifAvailable: true }, async (held) => {
    if (held === null) return;
    await whileAwake(async () => {
      const hasMoreTexts = await fetchTextsAhead(facts);
      const hasMoreIcons = await fetchIcons(facts);
      if (!hasMoreTexts && !hasMoreIcons) followedAt = endedAt;
    });
  });
}

async function isIdle(): Promise<boolean> {
  return (await currentPass())?.endedAt !== undefined;
}
