import { Tokenizer } from 'htmlparser2';
import { MAX_ATTRIBUTES, MAX_ENDLESS, MAX_RESTARTS } from '../limits.ts';

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
  close(name: string, at: number): void;
  text(raw: string, at: number): void;
  cdata?(raw: string, at: number): void;
  /** A "<" that opened no tag was taken as text here. */
  bare?(at: number): void;
}

/**
 * Runs over markup from `start` and tells the listener. Never throws, never recurses, linear in the text. A "<" that
 * opens no real tag ("1 <2", "a <b and </p>") is text.
 */
export function tokenize(source: string, mode: 'xml' | 'html', listener: MarkupListener, start = 0): void {
  const run = new MarkupRun(source, mode, listener);
  run.go(start);
}

/** htmlparser2's Tokenizer, not its Parser: the Parser's stack costs the square of the depth on hostile nesting. */
class MarkupRun {
  private readonly tokenizer: Tokenizer;
  /** Where the piece given to the tokenizer starts in the source: its offsets count from there. */
  private pieceStart = 0;
  private restartAt = -1;
  /** The text that was read and not told yet. */
  private textFrom = 0;
  private textTo = 0;
  private restarts = 0;
  private endless = 0;
  private tagName = '';
  private tagStart = 0;
  private attributes: RawAttribute[] = [];
  private attributeName = '';
  private valueFrom = 0;
  private valueTo = 0;

  constructor(
    private readonly source: string,
    mode: 'xml' | 'html',
    private readonly listener: MarkupListener,
  ) {
    this.tokenizer = new Tokenizer({ xmlMode: mode === 'xml', decodeEntities: false }, this);
  }

  go(start: number): void {
    this.pieceStart = start;
    for (;;) {
      this.tokenizer.write(this.pieceStart === 0 ? this.source : this.source.slice(this.pieceStart));
      if (this.restartAt < 0) this.tokenizer.end();
      if (this.restartAt < 0) break;
      this.pieceStart = this.restartAt;
      this.restartAt = -1;
      this.tokenizer.reset();
    }
    this.tellText();
  }

  /** Pieces of one text come apart at each "<" that opens no tag: they are told as one. */
  ontext(start: number, end: number): void {
    const at = this.pieceStart + start;
    if (this.source.startsWith('<?', at - 2) && this.giveUpOnEndless(this.behindBracket(at))) return;
    if (at !== this.textTo) {
      this.tellText();
      this.textFrom = at;
    }
    this.textTo = this.pieceStart + end;
  }

  private tellText(): void {
    if (this.textTo > this.textFrom)
      this.listener.text(this.source.slice(this.textFrom, this.textTo), this.textFrom);
    this.textFrom = this.textTo;
  }

  /** Called only with decodeEntities, which is off. */
  readonly ontextentity = nothing;
  readonly onattribentity = nothing;

  oncdata(start: number, end: number, endOffset: number): void {
    this.tellText();
    const at = this.pieceStart + start;
    this.listener.cdata?.(this.source.slice(at, this.pieceStart + end - endOffset), at);
  }

  onopentagname(start: number, end: number): void {
    const at = this.pieceStart + start;
    this.tagName = this.source.slice(at, this.pieceStart + end);
    this.tagStart = at - 1;
    this.attributes = [];
    if (!/^[a-z_:\u0080-\uffff][^<]*$/i.test(this.tagName)) this.takeAsText(this.pieceStart + end);
  }

  onattribname(start: number, end: number): void {
    this.attributeName = this.source.slice(this.pieceStart + start, this.pieceStart + end);
    this.valueFrom = 0;
    this.valueTo = 0;
    if (this.attributeName.includes('<')) this.takeAsText(this.pieceStart + end);
  }

  onattribdata(start: number, end: number): void {
    this.valueFrom = this.pieceStart + start;
    this.valueTo = this.pieceStart + end;
  }

  onattribend(): void {
    if (this.attributes.length >= MAX_ATTRIBUTES) return;
    const value = this.source.slice(this.valueFrom, this.valueTo);
    this.attributes.push({ name: this.attributeName, value, from: this.valueFrom, to: this.valueTo });
  }

  onopentagend(): void {
    this.tellOpen(false);
  }

  onselfclosingtag(): void {
    this.tellOpen(true);
  }

  private tellOpen(selfClosing: boolean): void {
    // the tokenizer pauses only after the character it is at
    if (this.restartAt >= 0) return;
    this.tellText();
    const answer = this.listener.open(this.tagName, this.attributes, selfClosing, this.tagStart);
    if (answer === 'stop') this.tokenizer.pause();
  }

  onclosetag(start: number, end: number): void {
    this.tellText();
    const at = this.pieceStart + start;
    this.listener.close(this.source.slice(at, this.pieceStart + end), at - 2);
  }

  /** A comment that never ends must not take the rest with it. */
  oncomment(start: number, end: number, endOffset: number): void {
    if (endOffset > 0 || this.pieceStart + end < this.source.length) return;
    this.giveUpOnEndless(this.pieceStart + start);
  }

  readonly ondeclaration = nothing;
  readonly onend = nothing;

  /** Word's `<?xml:namespace … />` never ends with "?>": the instruction ends at its first ">". */
  onprocessinginstruction(start: number, end: number): void {
    const at = this.pieceStart + start;
    const close = this.behindBracket(at);
    if (close < this.pieceStart + end) this.restart(close);
  }

  /** What was taken for a tag up to `end` is text up to the last "<" in it; reading goes on from there. */
  private takeAsText(end: number): void {
    const last = this.source.lastIndexOf('<', end - 1);
    const resume = last > this.tagStart ? last : end;
    if (!this.restart(resume)) return;
    if (this.textTo !== this.tagStart) this.tellText();
    if (this.textTo !== this.tagStart) this.textFrom = this.tagStart;
    this.textTo = resume;
    this.listener.bare?.(this.tagStart);
  }

  private behindBracket(from: number): number {
    const at = this.source.indexOf('>', from);
    return at < 0 ? this.source.length : at + 1;
  }

  /** What never ends was read to the end of the document each time: that is done a few times only. */
  private giveUpOnEndless(at: number): boolean {
    this.endless += 1;
    return this.endless <= MAX_ENDLESS && this.restart(at);
  }

  private restart(at: number): boolean {
    if (this.restarts >= MAX_RESTARTS) return false;
    this.restarts += 1;
    this.restartAt = at;
    this.tokenizer.pause();
    return true;
  }
}

function nothing(): void {}
