import { browser } from '../browser.ts';
import { loadSettings } from '../storage/settings.ts';

type Messages = Record<string, { message: string }>;

/** What a worker says: it has no panel, and the browser's own messages know neither plurals nor a chosen language. */
export interface NoticeWords {
  say(key: string): string;
  /** A sentence that counts, in the plural form of the language. */
  counted(stem: string, count: number): string;
}

/** Reads the words in the language a person chose, or else in the browser's; English where there is no file. */
export async function loadNoticeWords(): Promise<NoticeWords> {
  const { language } = await loadSettings();
  const [wanted = 'en'] = (language || browser.i18n.getUILanguage()).split('-');
  const theirs = await readFile(wanted);
  const locale = theirs === undefined ? 'en' : wanted;
  const messages = theirs ?? (await readFile('en')) ?? {};
  const say = (key: string) => messages[key]?.message ?? key;
  return {
    say,
    counted: (stem, count) => {
      const form = `${stem}_${new Intl.PluralRules(locale).select(count)}`;
      return say(form).replace('{count}', new Intl.NumberFormat(locale).format(count));
    },
  };
}

async function readFile(language: string): Promise<Messages | undefined> {
  try {
    const answer = await fetch(browser.runtime.getURL(`_locales/${language}/messages.json`));
    return answer.ok ? await answer.json() : undefined;
  } catch {
    // There is no file for that language.
    return undefined;
  }
}
