/** Which file of words is read; begun before the panel's scripts are here (early.ts). */
import { handOver, takeOver } from '../storage/hand-over.ts';

/** Sentences by their keys. */
export type Messages = Record<string, { message: string } | undefined>;

/** The languages there are files for, each in its own name. */
export const languages: Record<string, string> = {
  en: 'English',
  de: 'Deutsch',
  ja: '日本語',
  ar: 'العربية',
};

/** The first wanted language there is a file for, else English. `wanted` are BCP 47 tags, the dearest first. */
export function chooseLanguage(wanted: readonly string[], available: readonly string[]): string {
  for (const tag of wanted) {
    const found =
      available.find((name) => name === tag) ?? available.find((name) => name === tag.split('-')[0]);
    if (found !== undefined) return found;
  }
  return 'en';
}

/** The tags that a setting wants ('' is the browser's), and the language that is spoken for them. */
export function chosenFor(setting: string): { wanted: readonly string[]; chosen: string } {
  const wanted = setting === '' ? navigator.languages : [setting];
  return { wanted, chosen: chooseLanguage(wanted, Object.keys(languages)) };
}

/** Begins to read the words that a setting wants. */
export function readWordsAhead(setting: string): void {
  const { chosen } = chosenFor(setting);
  handOver(`words ${chosen}`, fetchWords(chosen));
}

/** The words of one of the languages. Rejects when the file is missing. */
export async function readWords(language: string): Promise<Messages> {
  return ((await takeOver(`words ${language}`)) as Messages | undefined) ?? fetchWords(language);
}

async function fetchWords(language: string): Promise<Messages> {
  const answer = await fetch(`/_locales/${language}/messages.json`);
  return (await answer.json()) as Messages;
}
