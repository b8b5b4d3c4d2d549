import type { Trouble, TroubleCode } from '../feeds/server-trouble.ts';
import type { AccountRow } from '../storage/schema-account.ts';
import { clock, instantWords } from './times.ts';
import { locale, word, wordOf } from './words.ts';

const dayMs = 24 * 60 * 60_000;

/** How far a sync is with what takes long. */
export const progressWord = { feeds: 'accountAdding', posts: 'accountFetching' } as const;

/** What is wrong with a server, and why. */
export function troubleWords({ code, host = '', status = 0, detail = '' }: Trouble): string {
  const values = { host, status, detail };
  return wordOf('sync', nameOf(code, status, detail), values) ?? wordOf('sync', 'odd_answer', values) ?? code;
}

/** A refusal may come without an error, or without a word of why. */
function nameOf(code: TroubleCode, status: number, detail: string): string {
  if (code !== 'refused') return code;
  if (detail === '') return 'refused-bare';
  return status < 300 ? 'declined' : code;
}

const passing: TroubleCode[] = ['slow', 'cut-off', 'server-error', 'limited'];

/** The same for who is connecting: nobody tries again but the person. */
export function connectWords(trouble: Trouble, now: number): string {
  const text = troubleWords(trouble);
  if (!passing.includes(trouble.code)) return text;
  const { retryAt } = trouble;
  const again = retryAt === undefined ? word('connectAgain') : word('connectAgainAt', whenOf(retryAt, now));
  return `${text} ${again}`;
}

const needsPerson: TroubleCode[] = ['reconnect', 'no-permission'];
const odd: TroubleCode[] = ['html', 'not-json', 'odd-answer', 'repeated-page', 'doubtful-marks', 'too-large'];

/** Does the sync rest until a person has done something? */
export function isForPerson(trouble: Trouble | undefined): boolean {
  return trouble !== undefined && needsPerson.includes(trouble.code);
}

/** How the last sync failed, when the next one is, and how many of the server's posts are missing; `here` are not. */
export function syncWords(
  { trouble, nextAt, missing = 0 }: Pick<AccountRow, 'trouble' | 'nextAt' | 'missing'>,
  here: number,
  now: number,
): string | undefined {
  if (trouble === undefined) return undefined;
  const text = [troubleWords(trouble)];
  if (!isForPerson(trouble)) text.push(word('syncRetryAt', whenOf(Math.max(nextAt, now), now)));
  if (odd.includes(trouble.code)) text.push(word('syncIfItStays'));
  if (missing > 0) text.push(word('accountMissing', { here, total: here + missing }));
  return text.join(' ');
}

function whenOf(at: number, now: number): { when: string } {
  const isNear = at - now < dayMs / 2;
  const when = isNear
    ? clock(at, { locale: locale.value, timeZone: undefined })
    : instantWords(at, locale.value);
  return { when };
}
