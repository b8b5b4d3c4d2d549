const FIELDS = ['title', 'author', 'feed', 'folder', 'tag', 'is', 'has', 'after', 'before'] as const;
export type Field = (typeof FIELDS)[number];

/** A piece of a query; `start` and `end` are its place in the text. */
export type Lexeme = { kind: '(' | ')' | '-' | 'or'; start: number; end: number } | WordLexeme;

export interface WordLexeme {
  kind: 'word';
  field?: Field;
  text: string;
  quoted: boolean;
  /** A "*" stood at its end. */
  prefix: boolean;
  start: number;
  end: number;
}

/** What is wrong with a query, and where: UTF-16 units from the start of its text. */
export interface WrongQuery {
  why:
    | 'unknown-field'
    | 'empty-value'
    | 'unknown-mark'
    | 'unknown-part'
    | 'bad-date'
    | 'no-words'
    | 'open-quote'
    | 'open-parenthesis'
    | 'empty-parenthesis'
    | 'stray-parenthesis'
    | 'field-parenthesis'
    | 'nothing-beside-or'
    | 'too-long'
    | 'too-deep';
  start: number;
  end: number;
  /** The text in question. */
  what: string;
}

/** Ends the reading of a query. */
export class QueryError extends Error {
  readonly wrong: WrongQuery;

  constructor(why: WrongQuery['why'], start: number, end: number, what = '') {
    super(why);
    this.wrong = { why, start, end, what };
  }
}

/** Cuts a query into its pieces. Throws a QueryError at quotes that do not end and fields that are none. */
export function lexemes(text: string): Lexeme[] {
  // Quotation marks as keyboards and text fields make them, each one unit as well.
  const plain = text.replace(/[“”„«»]/g, '"');
  const found: Lexeme[] = [];
  let depth = 0;
  let at = 0;
  const push = (kind: '(' | ')' | '-' | 'or', length: number) => {
    found.push({ kind, start: at, end: at + length });
    at += length;
  };
  while (at < plain.length) {
    const rest = plain.slice(at);
    if (/^\s/.test(rest)) at += 1;
    else if (rest.startsWith('(')) {
      depth += 1;
      push('(', 1);
    } else if (rest.startsWith(')')) {
      depth -= 1;
      push(')', 1);
    } else if (/^OR(?=[\s()]|$)/.test(rest)) push('or', 2);
    else if (/^-(?=[^\s)-])/.test(rest)) push('-', 1);
    else {
      const word = readWord(plain, at, depth > 0);
      found.push(word);
      at = word.end;
    }
  }
  return found;
}

/** A word, or words in quotes, with the field before it; inside parentheses a ")" ends it. */
function readWord(text: string, start: number, isInside: boolean): WordLexeme {
  const field = readField(text, start);
  const from = field === undefined ? start : start + field.length + 1;
  const named = field === undefined ? {} : { field };
  if (text[from] === '"') {
    const close = text.indexOf('"', from + 1);
    if (close === -1) throw new QueryError('open-quote', from, text.length, text.slice(from + 1));
    const inside = text.slice(from + 1, close);
    const prefix = text[close + 1] === '*' || inside.endsWith('*');
    const end = text[close + 1] === '*' ? close + 2 : close + 1;
    return { kind: 'word', ...named, text: inside.replace(/\*$/, ''), quoted: true, prefix, start, end };
  }
  if (field !== undefined && text[from] === '(')
    throw new QueryError('field-parenthesis', from, from + 1, `${field}:`);
  const rest = text.slice(from);
  const [written] = (isInside ? /^[^\s)]*/ : /^\S*/).exec(rest) as RegExpExecArray;
  const end = from + written.length;
  if (written === '') throw new QueryError('empty-value', start, end, text.slice(start, end));
  const prefix = written.endsWith('*');
  return { kind: 'word', ...named, text: written.replace(/\*$/, ''), quoted: false, prefix, start, end };
}

/** "std::string", "https://" and "localhost:8080" name no field; "autor:zoe" and "newer:7d" are mistakes that are worth a word. */
function readField(text: string, start: number): Field | undefined {
  const name = /^([a-z]+):/i.exec(text.slice(start, start + 20))?.[1];
  if (name === undefined) return undefined;
  const field = FIELDS.find((known) => known === name.toLowerCase());
  if (field !== undefined) return field;
  const end = start + name.length + 1;
  if (/^(?:["\p{L}]|\d+\p{L}|\d{4}-)/u.test(text.slice(end)))
    throw new QueryError('unknown-field', start, end, name);
  return undefined;
}
