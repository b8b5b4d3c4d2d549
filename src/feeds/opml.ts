import { MAX_OPML_LINE, MAX_OUTLINES } from './limits.ts';
import { decodeEntities, escapeAttribute, escapeText, withoutControls } from './parse/entities.ts';
import { type RawAttribute, tokenize } from './parse/markup.ts';
import { lineAt } from './parse/repairs.ts';
import { oneLine } from './text.ts';
import { resolveLink } from './urls.ts';

export interface OpmlFeed {
  kind: 'feed';
  title?: string;
  /** Absolute, http or https. */
  xmlUrl: string;
  htmlUrl?: string;
  /** The `category` attribute, split at its commas. */
  tags?: string[];
  /** Whatever else stood there, by its name as written. */
  attributes?: Record<string, string>;
}

export interface OpmlFolder {
  kind: 'folder';
  title: string;
  children: OpmlOutline[];
}

export type OpmlOutline = OpmlFeed | OpmlFolder;

export interface OpmlFailure {
  /** From 1. */
  line: number;
  /** What was asked for: the address or title as written. */
  text: string;
  reason: 'no-url' | 'not-http' | 'unreadable-url' | 'unreadable-line' | 'too-many';
}

export interface OpmlDocument {
  title?: string;
  outlines: OpmlOutline[];
  failed: OpmlFailure[];
  /** False when no outline and no opml element was found at all. */
  isOpml: boolean;
}

/**
 * Reads a subscription list (http://opml.org/spec2.opml), tolerantly: every outline that names a feed is imported,
 * at its place in the folders; what cannot be is named with its line and reason. Bytes go through decodeBytes first.
 */
export function readOpml(text: string): OpmlDocument {
  const reader = new OpmlReader(text);
  tokenize(reader.source, 'xml', reader);
  return reader.finish();
}

/** The `type` of an empty folder: without it nothing would tell it from a feed whose address was lost. */
const FOLDER = 'folder';

/** Attributes that have a place of their own in an outline. */
const KNOWN = new Set(['text', 'title', 'xmlurl', 'htmlurl', 'category', 'type']);

/** An open outline. */
interface Level {
  /** The list that its children go into. */
  list: OpmlOutline[];
  hasChildren: boolean;
  /** What is to be done when it ends without children: then it is neither a feed nor a folder. */
  endEmpty?: () => void;
}

class OpmlReader {
  readonly source: string;
  private readonly document: OpmlDocument = { outlines: [], failed: [], isOpml: false };
  private readonly levels: Level[] = [];
  private count = 0;
  private inTitle = false;

  constructor(text: string) {
    this.source = withTamedAttributes(withoutControls(text));
  }

  open(tag: string, raw: RawAttribute[], selfClosing: boolean, at: number): undefined {
    const name = tag.toLowerCase();
    if (name === 'opml' || name === 'outline') this.document.isOpml = true;
    if (name === 'title') this.inTitle = !selfClosing;
    if (name !== 'outline') return;
    this.levels.push(this.readOutline(raw, at));
    if (selfClosing) this.endOutline();
  }

  close(tag: string): void {
    if (tag.toLowerCase() === 'outline') this.endOutline();
    this.inTitle = false;
  }

  text(raw: string): void {
    if (!this.inTitle || this.document.title !== undefined) return;
    const title = oneLine(decodeEntities(raw));
    if (title !== '') this.document.title = title;
  }

  /** An outline broken by a stray "<": its address may still be read from the line. */
  bare(at: number): void {
    const line = /^<outline[\s\S]*?(?=<outline|<\/|$)/i.exec(this.source.slice(at, at + MAX_OPML_LINE))?.[0];
    if (line === undefined) return;
    const pairs = [...line.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)];
    const raw = pairs.map(([, name = '', double, single]) => ({
      name,
      value: (double ?? single) as string,
      from: 0,
      to: 0,
    }));
    if (raw.some(({ name }) => name.toLowerCase() === 'xmlurl')) this.readOutline(raw, at);
    else this.fail(at, line.slice(0, 100), 'unreadable-line');
  }

  finish(): OpmlDocument {
    while (this.levels.length > 0) this.endOutline();
    return this.document;
  }

  private endOutline(): void {
    const level = this.levels.pop();
    if (level?.hasChildren === false) level.endEmpty?.();
  }

  /** Puts one outline where it belongs. */
  private readOutline(raw: RawAttribute[], at: number): Level {
    const parent = this.levels[this.levels.length - 1];
    if (parent !== undefined) parent.hasChildren = true;
    const level = { list: parent?.list ?? this.document.outlines, hasChildren: false };
    const attributes = raw.map(({ name, value }): [string, string] => [name, decodeEntities(value).trim()]);
    const known = new Map(attributes.map(([name, value]) => [name.toLowerCase(), value]));
    this.count += 1;
    const written = known.get('xmlurl') ?? '';
    const reason = this.count > MAX_OUTLINES ? 'too-many' : whyNot(written);
    if (reason === 'too-many') this.fail(at, known.get('text') ?? '', reason);
    else if (written === '') return this.readFolder(known, at, level);
    else if (reason !== undefined) this.fail(at, written, reason);
    else level.list.push(feedOf(attributes, known, written));
    return level;
  }

  /** Without an address it is a folder, if it holds something or says that it is one, as writeOpml has it say. */
  private readFolder(known: Map<string, string>, at: number, around: Level): Level {
    const title = oneLine(known.get('title') || known.get('text') || '');
    if (title === '') return { ...around, endEmpty: () => this.fail(at, '', 'no-url') };
    const folder: OpmlFolder = { kind: 'folder', title, children: [] };
    around.list.push(folder);
    const level = { list: folder.children, hasChildren: false };
    if (known.get('type')?.toLowerCase() === FOLDER) return level;
    const endEmpty = () => {
      around.list.pop();
      this.fail(at, title, 'no-url');
    };
    return { ...level, endEmpty };
  }

  private fail(at: number, text: string, reason: OpmlFailure['reason']): void {
    this.document.failed.push({ line: lineAt(this.source, at), text, reason });
  }
}

function feedOf(attributes: [string, string][], known: Map<string, string>, xmlUrl: string): OpmlFeed {
  const feed: OpmlFeed = { kind: 'feed', xmlUrl: resolveLink(xmlUrl, '') as string };
  const title = oneLine(known.get('title') || known.get('text') || '');
  if (title !== '') feed.title = title;
  const htmlUrl = resolveLink(known.get('htmlurl') ?? '', '');
  if (htmlUrl !== undefined) feed.htmlUrl = htmlUrl;
  const tags = (known.get('category') ?? '').split(',').map(oneLine).filter(Boolean);
  if (tags.length > 0) feed.tags = tags;
  const others = attributes.filter(([name, value]) => !KNOWN.has(name.toLowerCase()) && value !== '');
  if (others.length > 0) feed.attributes = Object.fromEntries(others);
  return feed;
}

function whyNot(url: string): OpmlFailure['reason'] | undefined {
  const link = resolveLink(url, '');
  if (link === undefined) return /^(?:javascript|data|file):/i.test(url) ? 'not-http' : 'unreadable-url';
  return /^https?:/i.test(link) ? undefined : 'not-http';
}

/** HTML in an attribute, raw: `text="see <a href="x">this</a>"`. Its quotes would end the attribute too early. */
const RAW_HTML = /<\/?(?:a|abbr|b|br|code|div|em|font|i|img|p|small|span|strong|sub|sup|u)\b[^<>]*>/gi;

function withTamedAttributes(text: string): string {
  return text.replace(RAW_HTML, (tag) => `&lt;${tag.slice(1, -1).replace(/"/g, "'")}&gt;`);
}

/**
 * A subscription list as OPML 2.0. What readOpml made of a list comes out so that reading it again gives the same.
 * `title` is the list's own; `createdAt` in epoch milliseconds, left out when not given.
 */
export function writeOpml(outlines: OpmlOutline[], title = 'Subscriptions', createdAt?: number): string {
  const created =
    createdAt === undefined ? '' : `\n    <dateCreated>${new Date(createdAt).toUTCString()}</dateCreated>`;
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opml version="2.0">',
    '  <head>',
    `    <title>${escapeText(withoutControls(title))}</title>${created}`,
    '  </head>',
    '  <body>',
    ...outlineLines(outlines),
    '  </body>',
    '</opml>',
    '',
  ];
  return lines.join('\n');
}

function outlineLines(outlines: OpmlOutline[]): string[] {
  const lines: string[] = [];
  const todo: { outline: OpmlOutline | 'end'; depth: number }[] = [];
  const plan = (list: OpmlOutline[], depth: number) => {
    for (let i = list.length - 1; i >= 0; i -= 1) todo.push({ outline: list[i] as OpmlOutline, depth });
  };
  plan(outlines, 2);
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const { outline, depth } = next;
    const indent = '  '.repeat(Math.min(depth, 20));
    if (outline === 'end') {
      lines.push(`${indent}</outline>`);
    } else if (outline.kind === 'feed') {
      lines.push(`${indent}<outline${attributesOf(feedAttributes(outline))}/>`);
    } else {
      lines.push(`${indent}<outline${attributesOf(folderAttributes(outline))}>`);
      todo.push({ outline: 'end', depth });
      plan(outline.children, depth + 1);
    }
  }
  return lines;
}

function folderAttributes({ title, children }: OpmlFolder): [string, string | undefined][] {
  return [
    ['type', children.length === 0 ? FOLDER : undefined],
    ['text', title],
    ['title', title],
  ];
}

/** `text` is demanded by the standard; empty where the feed has no title. */
function feedAttributes(feed: OpmlFeed): [string, string | undefined][] {
  return [
    ['type', 'rss'],
    ['text', feed.title ?? ''],
    ['title', feed.title],
    ['xmlUrl', feed.xmlUrl],
    ['htmlUrl', feed.htmlUrl],
    ['category', feed.tags?.map((tag) => tag.replace(/,/g, ' ')).join(',')],
    ...Object.entries(feed.attributes ?? {}).filter(([name]) => /^[a-z_][\w.:-]*$/i.test(name)),
  ];
}

function attributesOf(attributes: [string, string | undefined][]): string {
  let written = '';
  for (const [name, value] of attributes) {
    if (value !== undefined) written += ` ${name}="${escapeAttribute(withoutControls(value))}"`;
  }
  return written;
}
