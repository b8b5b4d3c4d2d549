/** A word of a text, as it is searched: `at` counts the words before it, `start` and `end` are its place in the text. */
export type OnWord = (term: string, at: number, start: number, end: number) => void;

/** A word that is looked for, `at` words after the first one; `prefix`: words that begin with it are found too. */
export interface Term {
  text: string;
  at: number;
  prefix?: true;
}

/** Longer words (hashes, data in base64) are told apart by their beginning. */
const LONGEST = 40;
/** More parts than these are no identifier but a hash. */
const MOST_PARTS = 8;

/** Sets of letters take the browser milliseconds to unfold: not before a word is cut, for every start would wait for it. */
function late(make: () => RegExp): () => RegExp {
  let made: RegExp | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** Letters and digits in a row, also where a soft hyphen says how a word may be broken; "c++" and "c#" are names. */
const RUN = late(() => /[\p{L}\p{N}](?:\xad*[\p{L}\p{M}\p{N}])*(?:\+\+|#(?![\p{L}\p{N}]))?/gu);
const ASCII = /^[\0-\x7f]*$/;
/** Scripts that put no space between words, and Hangul, which joins particles to them: found by pairs of characters. */
const UNSPACED_SCRIPTS = [
  'Han',
  'Hiragana',
  'Katakana',
  'Bopomofo',
  'Hangul',
  'Thai',
  'Lao',
  'Khmer',
  'Myanmar',
];
const UNSPACED_CHARACTER = `[${UNSPACED_SCRIPTS.map((script) => `\\p{scx=${script}}`).join('')}]`;
const UNSPACED = late(() => new RegExp(UNSPACED_CHARACTER, 'u'));
const STRETCH = late(
  () => new RegExp(`(?:${UNSPACED_CHARACTER}\\p{M}*)+|(?:(?!${UNSPACED_CHARACTER}).)+`, 'gsu'),
);
const CHARACTER = late(() => /.\p{M}*/gsu);

const PLAIN = /^[A-Z]?[a-z]+$/;
const HAS_PARTS = late(() => /[\p{Ll}\p{N}]\p{Lu}|\p{Lu}\p{Lu}\p{Ll}|\p{L}\p{N}|\p{N}\p{L}|[+#]$/u);
const PART = late(() => /\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|[\p{Lo}\p{Lm}\p{M}]+|\p{N}+/gu);

/** Accents, vowel points, the stretching of Arabic and soft hyphens: the same letters without. Marks of other scripts are letters. */
const ACCENTS = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0640\xad]/g;
const OTHER_LETTERS = /[łøđħŧæœıς]/g;
const PLAIN_LETTER: Record<string, string> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ħ: 'h',
  ŧ: 't',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ς: 'σ',
};

/** A word without accents and case, wide and narrow forms as one ("Ｃａｆé" is "cafe", "Straße" is "strasse"). */
export function fold(word: string): string {
  if (ASCII.test(word)) return word.toLowerCase();
  const bare = word.normalize('NFKD').replace(ACCENTS, '').toUpperCase().toLowerCase();
  return bare.replace(OTHER_LETTERS, (letter) => PLAIN_LETTER[letter] as string).normalize('NFC');
}

/** What an ASCII character is to a word: nothing, a small letter, or another letter or digit. */
const SMALL = 1;
const OTHER = 2;
const kindOf = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  return /[a-z]/.test(character) ? SMALL : /[A-Z0-9]/.test(character) ? OTHER : 0;
});
const PLUS = 43;
const HASH = 35;

/**
 * Calls back with every word of a text under each name it is found by: itself; the parts of an identifier
 * ("getElementById": get, element, by, id; "python3": python), in its place; and in scripts without spaces each pair of
 * neighbours, the last character alone. Answers how many places there are.
 */
export function eachWord(text: string, onWord: OnWord): number {
  let at = 0;
  for (let i = 0; i < text.length; ) {
    const start = i;
    // Most words are ASCII: looked at letter by letter they cost a quarter of what an expression takes to find them.
    let kinds = 0;
    let code = text.charCodeAt(i);
    while (code < 128 && kindOf[code] !== 0) {
      kinds |= kindOf[code] as number;
      code = text.charCodeAt(++i);
    }
    if (code >= 128 || (i > start && (code === PLUS || code === HASH))) {
      const run = nextRun(text, start);
      if (run === undefined) return at;
      at = anyWord(run[0], at, run.index, onWord);
      i = run.index + run[0].length;
    } else if (i === start) i++;
    else if (kinds === SMALL) onWord(short(text.slice(start, i)), at++, start, i);
    else spacedWord(text.slice(start, i), at++, start, onWord);
  }
  return at;
}

function nextRun(text: string, from: number): RegExpExecArray | undefined {
  const run = RUN();
  run.lastIndex = from;
  return run.exec(text) ?? undefined;
}

/** A run of any script; answers the place after it. */
function anyWord(run: string, at: number, start: number, onWord: OnWord): number {
  if (ASCII.test(run) || !UNSPACED().test(run)) {
    spacedWord(run, at, start, onWord);
    return at + 1;
  }
  let from = start;
  let place = at;
  for (const [stretch] of run.matchAll(STRETCH())) {
    if (UNSPACED().test(stretch)) place = pairs(stretch, place, from, onWord);
    else spacedWord(stretch, place++, from, onWord);
    from += stretch.length;
  }
  return place;
}

/**
 * The words of a query in their order, each under the one name that is looked for: an identifier as a whole, a single
 * character of a script without spaces as the beginning of a pair.
 */
export function termsOf(text: string, prefix: boolean): Term[] {
  const words: Written[] = [];
  eachWord(text, (term, at, start, end) => {
    // The first name in a place is the whole word's.
    if (at !== words.at(-1)?.at) words.push({ text: term, at, as: text.slice(start, end) });
  });
  const sought = words.filter((word, i) => !isLastOfPairs(word, words[i - 1]));
  return sought.map(({ as, ...term }, i) =>
    isOneCharacter(as) || (prefix && i === sought.length - 1) ? { ...term, prefix: true } : term,
  );
}

function spacedWord(run: string, at: number, start: number, onWord: OnWord): void {
  const end = start + run.length;
  const word = short(fold(run));
  // A stretched line of Arabic has no letters.
  if (word !== '') onWord(word, at, start, end);
  if (PLAIN.test(run) || !HAS_PARTS().test(run)) return;
  const parts = [...run.matchAll(PART())];
  if (parts.length > MOST_PARTS) return;
  for (const [part] of parts)
    if (part.length > 1 || parts.length === 1) onWord(short(fold(part)), at, start, end);
}

function pairs(stretch: string, at: number, start: number, onWord: OnWord): number {
  const characters = [...stretch.matchAll(CHARACTER())].map(([character]) => character);
  let from = start;
  for (const [i, character] of characters.entries()) {
    const next = characters[i + 1] ?? '';
    onWord(fold(character) + fold(next), at + i, from, from + character.length + next.length);
    from += character.length;
  }
  return at + characters.length;
}

/** A term as it is written: of one character (ำ) folding may make two. */
interface Written extends Term {
  as: string;
}

/** The last character of a stretch, which the pair before it holds already. */
function isLastOfPairs(word: Written, before: Written | undefined): boolean {
  return (
    before !== undefined &&
    isOneCharacter(word.as) &&
    UNSPACED().test(before.as) &&
    !isOneCharacter(before.as)
  );
}

/** Is this a single character of a script without spaces? */
function isOneCharacter(written: string): boolean {
  return UNSPACED().test(written) && written.match(CHARACTER())?.length === 1;
}

/** The first character of what is written in a script without spaces; undefined of a word. */
export function firstCharacter(written: string): string | undefined {
  return UNSPACED().test(written) ? written.match(CHARACTER())?.[0] : undefined;
}

function short(term: string): string {
  return term.slice(0, LONGEST);
}
