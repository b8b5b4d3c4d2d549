import { decodeEntities } from './parse/entities.ts';
import { type RawAttribute, tokenize } from './parse/markup.ts';

/** Elements whose text is not read by people. */
export const SILENT = new Set(
  'script style template noscript iframe object head title svg math canvas audio video select textarea button'.split(
    ' ',
  ),
);
/** Elements that stand on lines of their own. */
export const BLOCK = new Set(
  (
    'address article aside blockquote br caption center dd details dialog div dl dt fieldset figcaption figure footer ' +
    'form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol p pre section summary table tbody tfoot thead tr ul'
  ).split(' '),
);
const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));
const HIDDEN_STYLE = /display\s*:\s*none|visibility\s*:\s*hidden/i;

/**
 * What a person would read of some HTML: without scripts, styles, comments and hidden parts, entities decoded, white
 * space collapsed but in `pre`, a line break between blocks. No DOM needed.
 */
export function plainText(html: string): string {
  if (!html.includes('<')) return collapse(decodeEntities(html));
  const reader = new PlainTextReader();
  tokenize(html, 'html', reader);
  return reader.result();
}

/** ASCII words with one space between: nothing to do. */
const PLAIN_LINE = /^[!-%'-;=-~]+(?: [!-%'-;=-~]+)*$/;

/** The same on one line, bidi overrides taken out: for titles and names. */
export function lineOfText(html: string): string {
  if (PLAIN_LINE.test(html)) return html;
  return oneLine(plainText(html));
}

/** Text on one line: white space collapsed, without the controls that turn the direction of what follows. */
export function oneLine(text: string): string {
  if (PLAIN_LINE.test(text)) return text;
  return collapse(withoutTurns(text));
}

/** Text without the controls that turn the direction of what follows it on the page. */
export function withoutTurns(text: string): string {
  return text.replace(/[\u202a-\u202e\u2066-\u2069]/g, '');
}

/** The beginning of some HTML as one line of plain text: at most `max` UTF-16 units, cut after a word, with "…". */
export function snippet(html: string, max = 300): string {
  for (let take = max * 8; ; take *= 8) {
    const text = oneLine(plainText(html.slice(0, take)));
    if (text.length > max) return cut(text, max);
    if (take >= html.length) return text;
  }
}

/** Cuts a text after a word; inside one when it is longer than half the room, but never inside a character. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const room = text.slice(0, max - 1);
  const endsWord = /\s/.test(text.charAt(max - 1));
  const space = room.search(/\s\S*$/);
  const end = endsWord || space < max / 2 ? room : room.slice(0, space);
  return `${end.replace(/[\ud800-\udbff]$/, '').replace(/[\s,;:.\-–—]+$/, '')}…`;
}

function collapse(text: string): string {
  return oneSpace(text).trim();
}

/** White space as one space each. What is one already is not matched: each would be put together anew, at ten times the memory of the text. */
function oneSpace(text: string): string {
  return text.replace(/\s{2,}|[^\S ]/g, ' ');
}

class PlainTextReader {
  private lines: string[] = [''];
  private preDepth = 0;
  /** The element whose whole content is skipped, and how many of its name are open. */
  private skipped = '';
  private skippedDepth = 0;

  open(tag: string, attributes: RawAttribute[], selfClosing: boolean): undefined {
    const name = tag.toLowerCase();
    if (this.skippedDepth > 0) {
      if (name === this.skipped && !selfClosing) this.skippedDepth += 1;
      return;
    }
    if (!VOID.has(name) && !selfClosing && (SILENT.has(name) || attributes.some(hides))) {
      this.skipped = name;
      this.skippedDepth = 1;
      return;
    }
    if (name === 'pre') this.preDepth += 1;
    if (name === 'td' || name === 'th') this.add(' ');
    if (BLOCK.has(name)) this.lines.push('');
  }

  close(tag: string): void {
    const name = tag.toLowerCase();
    if (this.skippedDepth > 0) {
      if (name === this.skipped) this.skippedDepth -= 1;
      return;
    }
    if (name === 'pre' && this.preDepth > 0) this.preDepth -= 1;
    if (BLOCK.has(name)) this.lines.push('');
  }

  text(raw: string): void {
    if (this.skippedDepth > 0) return;
    const text = decodeEntities(raw);
    if (this.preDepth === 0) {
      this.add(oneSpace(text));
      return;
    }
    const [first = '', ...rest] = text.split(/\r?\n/);
    this.add(first);
    for (const line of rest) this.lines.push(line);
  }

  cdata(raw: string): void {
    this.text(raw);
  }

  result(): string {
    return this.lines
      .map((line) => line.replace(/[ \t]{2,}|\t/g, ' ').trim())
      .filter((line) => line !== '')
      .join('\n');
  }

  private add(text: string): void {
    this.lines[this.lines.length - 1] += text;
  }
}

function hides(attribute: RawAttribute): boolean {
  const name = attribute.name.toLowerCase();
  if (name === 'hidden') return attribute.value !== 'until-found';
  return name === 'style' && HIDDEN_STYLE.test(attribute.value);
}
