/**
 * The words of the interface. They come from public/_locales/LANG/messages.json, the file the browser itself reads for
 * the manifest; chrome.i18n has neither plurals nor a choice of language, so the panel reads the file on its own.
 * A key is one sentence; keys that end in _zero, _one, _two, _few, _many or _other are the plural forms of one word.
 */
import { signal } from '@preact/signals';
import type english from '../../public/_locales/en/messages.json';
import { chosenFor, type Messages, readWords } from './words-file.ts';

type Key = keyof typeof english;
type StemOf<K> = K extends `${infer Stem}_other` ? Stem : never;
/** A sentence of one form. */
export type Word = Key;
/** A sentence that counts: `posts` for the keys posts_one, posts_other … */
export type CountedWord = StemOf<Key>;
type Values = Record<string, string | number>;

/** The language in use: a BCP 47 tag for Intl. */
export const locale = signal('en');
const messages = signal<Messages>({});

const RIGHT_TO_LEFT = ['ar', 'fa', 'he', 'ur'];

/** Reads the words of a language ('' is the browser's) and makes the page speak it. Rejects when the file is missing. */
export async function loadWords(language: string): Promise<void> {
  const { wanted, chosen } = chosenFor(language);
  useWords(chosen, await readWords(chosen));
  // The browser's own regional form (en-GB) writes dates the way its reader knows them.
  locale.value = wanted.find((tag) => tag.split('-')[0] === chosen) ?? chosen;
  document.documentElement.lang = chosen;
  document.documentElement.dir = RIGHT_TO_LEFT.includes(chosen) ? 'rtl' : 'ltr';
}

/** Speaks these messages from now on. */
export function useWords(language: string, file: Messages): void {
  messages.value = file;
  locale.value = language;
}

/** The sentence of a key, its {places} filled in. */
export function word(key: Word, values: Values = {}): string {
  return fill(messages.value[key]?.message ?? key, values);
}

/** The sentence of a key that is made from data (a reason, an action's kind); undefined when there is none. */
export function wordOf(stem: string, name: string, values: Values = {}): string | undefined {
  const message = messages.value[`${stem}_${name.replaceAll('-', '_')}`]?.message;
  return message === undefined ? undefined : fill(message, values);
}

/** The sentence of a counted word in the plural form of the language; {count} is the number as the language writes it. */
export function counted(stem: CountedWord | (string & {}), count: number, values: Values = {}): string {
  const form = kept(plurals, locale.value, (language) => new Intl.PluralRules(language)).select(count);
  const found = messages.value[`${stem}_${form}`] ?? messages.value[`${stem}_other`];
  return fill(found?.message ?? stem, { ...values, count });
}

/** A number as the language writes it. */
export function digits(count: number): string {
  return kept(numbers, locale.value, (language) => new Intl.NumberFormat(language)).format(count);
}

const plurals = new Map<string, Intl.PluralRules>();
const numbers = new Map<string, Intl.NumberFormat>();

/** Making a formatter costs more than a hundred uses of one. */
function kept<F>(made: Map<string, F>, language: string, make: (language: string) => F): F {
  const format = made.get(language) ?? make(language);
  made.set(language, format);
  return format;
}

/** Names in a row, as the language parts them: "A, B". */
export function listed(names: string[]): string {
  return new Intl.ListFormat(locale.value, { type: 'conjunction', style: 'narrow' }).format(names);
}

function fill(message: string, values: Values): string {
  return message.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name];
    if (value === undefined) return place;
    return typeof value === 'number' ? digits(value) : value;
  });
}
