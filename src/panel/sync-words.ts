import type { Trouble } from '../feeds/server-trouble.ts';
import { instantWords } from './times.ts';
import { locale, word, wordOf } from './words.ts';

/** How far a sync is with what takes long. */
export const progressWord = { feeds: 'accountAdding', posts: 'accountFetching' } as const;

/** What is wrong with a server, why, and what can be done. */
export function troubleWords({ code, host = '', status = 0, detail = '', retryAt }: Trouble): string {
  const values = { host, status, detail };
  const text = wordOf('sync', code, values) ?? wordOf('sync', 'odd_answer', values) ?? code;
  if (retryAt === undefined) return text;
  return `${text} ${word('syncRetryAt', { when: instantWords(retryAt, locale.value) })}`;
}
