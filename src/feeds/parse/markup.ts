import { MAX_ATTRIBUTES } from '../limits.ts';
import { endOfCdata } from './cdata-end.ts';
import { TextSearch } from './text-search.ts';

/** One attribute as written (entities not decoded), and where its value stands in the text. */
export interface RawAttribute {
  name: string;
  value: string;
  /** Start and end of the value, without quotes; both 0 when there is none. */
  from: number;
  to: number;
}

/** What the tokenizer tells. All text is raw: entities are the listener's business. */
export interface MarkupListener {
  /** `at` is the offset of the tag's "<". Answering "stop" ends the reading. */
  open(name: string, attributes: RawAttribute[], selfClosing: boolean, at: number): 'stop' | undefined;
  close?(name: string, at: number): void;
  text?(raw: string, at: number): void;
  cdata?(raw: string, at: number): void;
  /** Markup that is none stands here: a "<" that opened no tag was taken as text, CDATA that never ended was cut. */
  bare?(at: number): void;
}

/**
 * Runs over markup from `start` and tells the listener. Never throws, never recurses, linear in the text. A "<" that
 * opens no real tag ("1 <2", "a <b and </p>") is text; what never ends gives up what it would swallow.
 */
export function tokenize(source: string, mode: 'xml' | 'html', listener: MarkupListener, start = 0): void {
  new Tokenizer(source, mode === 'html', listener).run(start);
}

const SLASH = 47;
const LESS = 60;
const EQUALS = 61;
const GREATER = 62;
const CDATA = '<![CDATA[';
/** Most tags have none: one list for all of them. */
const NO_ATTRIBUTES: RawAttribute[] = [];

/** HTML elements that hold text only, up to their own end tag; `plaintext` has none. */
const RAW_TEXT = new Map(
  ['script', 'style', 'title', 'textarea', 'iframe', 'noembed', 'noframes', 'xmp', 'plaintext'].map(
    (name) => [name, name === 'plaintext' ? /$/g : new RegExp(`</${name}(?=[\\s/>])|$`, 'gi')],
  ),
);

/**
 * Jumps from "<" to "<" with indexOf: a machine that looks at each character takes several times as long. Whatever is
 * searched for, to the end of the text if need be, is searched for once.
 */
class Tokenizer {
  private readonly search: TextSearch;
  /** From here on text was read and not told yet. */
  private textFrom = 0;
  /** Where the reading of a tag has come to. */
  private at = 0;
  private tagName = '';
  private stopped = false;

  constructor(
    private readonly source: string,
    private readonly isHtml: boolean,
    private readonly listener: MarkupListener,
  ) {
    this.search = new TextSearch(source);
  }

  run(start: number): void {
    this.textFrom = start;
    let next = this.source.indexOf('<', start);
    while (next !== -1 && !this.stopped) next = this.source.indexOf('<', this.read(next));
    if (!this.stopped) this.tellText(this.source.length);
  }

  /** Reads what begins with the "<" at `at`; gives the offset where the next "<" may stand. */
  private read(at: number): number {
    const code = this.source.charCodeAt(at + 1);
    if (code === SLASH) return this.readEndTag(at);
    if (this.isNameStart(code)) return this.readTag(at);
    if (this.source.startsWith('<!--', at)) return this.skip(at, this.behind('-->', at + 2) ?? at + 4);
    if (this.source.startsWith(CDATA, at)) return this.readCdata(at);
    // Word's `<?xml:namespace … />` never ends with "?>": an instruction ends at its first ">"
    if (this.source[at + 1] === '!' || this.source[at + 1] === '?')
      return this.skip(at, this.behind('>', at) ?? at + 2);
    return this.takeAsText(at, at + 1);
  }

  private readTag(at: number): number {
    this.at = this.endOfWord(at + 1);
    const name = this.source.slice(at + 1, this.at);
    let attributes = NO_ATTRIBUTES;
    let selfClosing = false;
    for (;;) {
      this.skipSpace();
      const code = this.source.charCodeAt(this.at);
      if (code === GREATER) break;
      if (Number.isNaN(code)) return this.skip(at, this.source.length);
      if (code === LESS) return this.takeAsText(at, this.at);
      selfClosing = code === SLASH;
      if (selfClosing) this.at += 1;
      else attributes = this.withNextOf(attributes);
    }
    return this.tellOpen(name, attributes, selfClosing, at);
  }

  private tellOpen(name: string, attributes: RawAttribute[], selfClosing: boolean, at: number): number {
    this.tellText(at);
    this.textFrom = this.at + 1;
    this.tagName = name;
    this.stopped = this.listener.open(name, attributes, selfClosing, at) === 'stop';
    const end = this.isHtml ? RAW_TEXT.get(name.toLowerCase()) : undefined;
    if (end === undefined) return this.textFrom;
    end.lastIndex = this.textFrom;
    return end.exec(this.source)?.index as number;
  }

  /** Reads one more attribute. */
  private withNextOf(attributes: RawAttribute[]): RawAttribute[] {
    const start = this.at;
    this.at = this.endOfWord(start + 1, EQUALS);
    const name = this.source.slice(start, this.at);
    this.skipSpace();
    let from = 0;
    let to = 0;
    if (this.source.charCodeAt(this.at) === EQUALS) {
      this.at += 1;
      this.skipSpace();
      const quote = this.source[this.at];
      if (quote === '"' || quote === "'") {
        from = this.at + 1;
        to = this.search.next(quote, from) ?? this.search.next('>', from) ?? this.source.length;
        this.at = this.source[to] === quote ? to + 1 : to;
      } else {
        from = this.at;
        to = this.endOfValue(from);
        this.at = to;
      }
    }
    if (attributes.length >= MAX_ATTRIBUTES) return attributes;
    const one = { name, value: this.source.slice(from, to), from, to };
    if (attributes.length === 0) return [one];
    attributes.push(one);
    return attributes;
  }

  private readEndTag(at: number): number {
    this.at = at + 2;
    this.skipSpace();
    const from = this.at;
    const isTag = this.isNameStart(this.source.charCodeAt(from));
    if (isTag) this.at = this.endOfWord(from);
    const name = this.source.slice(from, this.at);
    while (this.at < this.source.length && !isBracket(this.source.charCodeAt(this.at))) this.at += 1;
    this.skip(at, this.source[this.at] === '>' ? this.at + 1 : this.at);
    if (isTag) this.listener.close?.(name, at);
    return this.textFrom;
  }

  private readCdata(at: number): number {
    const from = at + CDATA.length;
    const close = this.search.peek(']]>', from);
    const inner = this.search.peek(CDATA, from) ?? this.source.length;
    const isSuspect = close === undefined || inner < close;
    const cut = isSuspect ? endOfCdata(this.source, from, close, this.tagName) : undefined;
    const to = cut ?? close ?? this.source.length;
    this.skip(at, cut ?? (close === undefined ? to : to + 3));
    if (cut !== undefined) this.listener.bare?.(at);
    this.listener.cdata?.(this.source.slice(from, to), from);
    return this.textFrom;
  }

  private tellText(to: number): void {
    if (to > this.textFrom) this.listener.text?.(this.source.slice(this.textFrom, to), this.textFrom);
  }

  /** Tells the text before what stands from `at` to `end`, and goes on behind it. */
  private skip(at: number, end: number): number {
    this.tellText(at);
    this.textFrom = end;
    return end;
  }

  private takeAsText(at: number, resume: number): number {
    this.listener.bare?.(at);
    return resume;
  }

  private behind(mark: string, from: number): number | undefined {
    const at = this.search.next(mark, from);
    return at === undefined ? undefined : at + mark.length;
  }

  private skipSpace(): void {
    while (this.source.charCodeAt(this.at) <= 32) this.at += 1;
  }

  /** Where a name ends: at white space, "/", ">", "<", `also`, or the end of the text. */
  private endOfWord(from: number, also = GREATER): number {
    let at = from;
    for (let code = this.source.charCodeAt(at); code > 32; code = this.source.charCodeAt(at)) {
      if (code === SLASH || code === also || isBracket(code)) break;
      at += 1;
    }
    return at;
  }

  /** Where a value without quotes ends. */
  private endOfValue(from: number): number {
    let at = from;
    for (let code = this.source.charCodeAt(at); code > 32; code = this.source.charCodeAt(at)) {
      if (code === GREATER) break;
      at += 1;
    }
    return at;
  }

  /** Letters; in XML also "_", ":" and all beyond ASCII. */
  private isNameStart(code: number): boolean {
    const lower = code | 32;
    return (lower >= 97 && lower <= 122) || (!this.isHtml && (code >= 128 || code === 95 || code === 58));
  }
}

function isBracket(code: number): boolean {
  return code === LESS || code === GREATER;
}
