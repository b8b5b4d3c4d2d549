import { secretsOf } from '../../feeds/credential-texts.ts';
import { strikeOut, withoutSecrets } from '../../feeds/strike-out.ts';
import { foldCheckLines, loadCheckLog } from '../../storage/check-history.ts';
import { loadCredentials } from '../../storage/credentials.ts';
import { titleOf } from '../../storage/feed-rows.ts';
import { listChecks, listFeeds } from '../../storage/feeds.ts';
import type { CheckRow, FeedRow } from '../../storage/schema.ts';
import type { CheckLine } from '../../storage/schema-checks.ts';
import { saveFile } from '../save-file.ts';

/** Saves the log of all checks as a text for a bug report. Names, passwords and keys are struck out. */
export async function saveHealthReport(): Promise<void> {
  saveFile('sidereal-checks.txt', 'text/plain', await healthReport(new Date()));
}

/** The report's text; its words are English, for those who mend it. */
export async function healthReport(now: Date): Promise<string> {
  await foldCheckLines();
  const [feeds, checks, credentials] = await Promise.all([listFeeds(), listChecks(), loadCredentials()]);
  const byId = new Map(checks.map((check) => [check.feedId, check]));
  const parts = await Promise.all(
    feeds.map(async (feed) => feedPart(feed, byId.get(feed.id), (await loadCheckLog(feed.id)).lines)),
  );
  const secrets = Object.values(credentials).flatMap(({ credential }) => secretsOf(credential));
  const head = `Sidereal, checks of ${feeds.length} feeds, ${now.toISOString()}\n${navigator.userAgent}\n`;
  return strikeOut([head, ...parts].join('\n'), secrets);
}

function feedPart(feed: FeedRow, check: CheckRow | undefined, lines: CheckLine[]): string {
  const facts = [
    `${titleOf(feed)}`,
    `  ${withoutSecrets(feed.url)}`,
    `  last ${at(check?.lastAt)}, good ${at(check?.lastGoodAt)}, next ${at(check?.nextAt)} because ${JSON.stringify(check?.why)}`,
    `  failures ${check?.failures ?? 0}, limits ${check?.limits ?? 0}, outcome ${JSON.stringify(check?.outcome)}`,
  ];
  return [...facts, ...lines.map(lineText), ''].join('\n');
}

function lineText({ at: asked, outcome, why, status, bytes, ms }: CheckLine): string {
  return `  ${at(asked)} ${status ?? '---'} ${outcome}${why === undefined ? '' : ` ${why}`} ${bytes} bytes ${ms} ms`;
}

function at(instant: number | undefined): string {
  return instant === undefined ? 'never' : new Date(instant).toISOString();
}
