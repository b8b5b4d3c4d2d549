import { repairGarbled } from '../garbled.ts';
import { MAX_DEPTH, MAX_POSTS, MAX_RAW_TEXT } from '../limits.ts';
import { resolveLink } from '../urls.ts';
import { type DeclaredEntities, decodeEntities } from './entities.ts';
import { type RawAttribute, tokenize } from './markup.ts';
import { NamespaceScope } from './namespace-scope.ts';
import type { Repairs } from './repairs.ts';

/** An element. Text is decoded; children keep their order, strings between elements. */
export interface XmlNode {
  /** As written, with its prefix. */
  tag: string;
  /** Our word for its namespace and its local name in lower case: "title", "atom:title", "dc:creator", "?:x". */
  key: string;
  /** Names as written, values decoded; of two of one name the first counts. */
  attributes: RawAttribute[];
  children: (XmlNode | string)[];
  /** Absolute address its relative links start from (xml:base of it and all above it). */
  base: string;
  /** xml:lang of it or the nearest above it. */
  lang: string | undefined;
}

/** A document's tree, its posts taken out of it: they stand in `items`, wherever they were written. */
export interface XmlDocument {
  root: XmlNode;
  items: XmlNode[];
}

export interface TreeFacts {
  /** Offset of the root element's "<". */
  start: number;
  base: string;
  entities: DeclaredEntities;
  /** False when no text as written is garbled; references may still make it so. */
  mayBeGarbled: boolean;
  repairs: Repairs;
}

/**
 * Builds the tree of a document that may be broken: every element ends at last, stray end tags are ignored, a post
 * ends where the next begins, and what lies deeper than MAX_DEPTH gives its text to the deepest element.
 */
export function buildTree(source: string, facts: TreeFacts): XmlDocument {
  const builder = new TreeBuilder(facts);
  tokenize(source, 'xml', builder, facts.start);
  return builder.finish(source.length);
}

const CDATA_START = '<![CDATA[';
/** What garbled characters begin with. */
const FIRST_GARBLED = '\u00c2';
const LAST_GARBLED = '\u00f4';

/** A name that tags of the document have, one for all of them. */
interface TagName {
  tag: string;
  /** Its key in the scope of that id. */
  key: string;
  scope: number;
  /** How many elements of it are open: an end tag of none costs nothing. */
  open: number;
}

class TreeBuilder {
  private readonly holder: XmlNode;
  private readonly items: XmlNode[] = [];
  private readonly stack: XmlNode[];
  private readonly scope: NamespaceScope;
  private readonly names = new Map<string, TagName>();
  private rootsSeen = 0;
  /** Where in the stack the open post stands; -1 outside of posts. */
  private itemDepth = -1;
  /** Open elements beyond MAX_DEPTH. */
  private tooDeep = 0;
  private cdataBefore = false;
  private mayBeGarbled: boolean;

  constructor(private readonly facts: TreeFacts) {
    this.holder = { tag: '', key: '', attributes: [], children: [], base: facts.base, lang: undefined };
    this.stack = [this.holder];
    this.mayBeGarbled = facts.mayBeGarbled;
    this.scope = new NamespaceScope((prefix) => facts.repairs.note('undeclared-prefix', prefix));
  }

  open(tag: string, raw: RawAttribute[], selfClosing: boolean, at: number): 'stop' | undefined {
    const { repairs } = this.facts;
    this.cdataBefore = false;
    if (this.stack.length > MAX_DEPTH) {
      repairs.note('too-deep', at);
      if (!selfClosing) this.tooDeep += 1;
      return undefined;
    }
    const attributes = this.decodeAttributes(raw, at);
    this.scope.enter(tag, attributes, this.stack.length === 1);
    const name = this.nameOf(tag);
    const { key } = name;
    // `<item/>` inside a post is litter: the post goes on behind it
    const isPost = isPostKey(key) && !(selfClosing && this.itemDepth >= 0);
    if (isPost && this.itemDepth >= 0) this.closeDownTo(this.itemDepth, at);
    const node = this.makeNode(name, attributes);
    if (isPost && this.items.length >= MAX_POSTS) return this.stop(at);
    if (isPost) this.keepPost(node);
    else this.attach(node, at);
    this.stack.push(node);
    name.open += 1;
    if (selfClosing) this.pop();
    return undefined;
  }

  private stop(at: number): 'stop' {
    this.facts.repairs.note('too-many-posts', at);
    this.stack.length = 1;
    return 'stop';
  }

  close(tag: string, at: number): void {
    this.cdataBefore = false;
    if (this.tooDeep > 0) {
      this.tooDeep -= 1;
      return;
    }
    if (this.top().tag === tag) {
      this.pop();
      return;
    }
    if (!this.names.get(tag)?.open) {
      this.facts.repairs.note('unclosed-tags', at);
      return;
    }
    let depth = this.stack.length - 1;
    while (this.stack[depth]?.tag !== tag) depth -= 1;
    this.closeDownTo(depth, at);
  }

  text(raw: string, at: number): void {
    if (this.stack.length === 1 || (this.isBetweenParts() && raw.trim() === '')) return;
    const short = this.notTooLong(raw, at);
    const text = short.includes('&') ? this.decode(short, at) : short;
    this.add(this.cdataBefore ? this.withoutInnerCdataEnd(text, at) : text, at);
  }

  /** Directly in a post, a channel or the root only elements matter. */
  private isBetweenParts(): boolean {
    const depth = this.stack.length;
    return depth === this.itemDepth + 1 || depth === 2 || (depth === 3 && this.top().key === 'channel');
  }

  cdata(raw: string, at: number): void {
    const text = this.notTooLong(raw, at);
    // A browser would take an inner one for a comment, and hide the text behind it.
    if (text.includes(CDATA_START)) this.facts.repairs.note('bare-markup', at);
    this.add(text.replaceAll(CDATA_START, ''), at);
    this.cdataBefore = true;
  }

  private notTooLong(raw: string, at: number): string {
    if (raw.length <= MAX_RAW_TEXT) return raw;
    this.facts.repairs.note('too-long-text', at);
    return raw.slice(0, MAX_RAW_TEXT);
  }

  bare(at: number): void {
    this.facts.repairs.note('bare-markup', at);
  }

  finish(end: number): XmlDocument {
    const { repairs } = this.facts;
    if (this.stack.length > 1) repairs.note('truncated', end);
    const root = this.holder.children.find((child) => typeof child !== 'string') ?? this.holder;
    return { root, items: this.items };
  }

  private decodeAttributes(attributes: RawAttribute[], at: number): RawAttribute[] {
    for (const one of attributes) if (one.value.includes('&')) one.value = this.decode(one.value, at);
    return attributes;
  }

  private decode(text: string, at: number): string {
    return decodeEntities(text, this.facts.entities, (name, meant = '') => {
      if (!name.startsWith('#')) this.facts.repairs.note('unknown-entity', at);
      if (meant >= FIRST_GARBLED && meant <= LAST_GARBLED) this.mayBeGarbled = true;
    });
  }

  private nameOf(tag: string): TagName {
    let name = this.names.get(tag);
    if (name === undefined) {
      name = { tag, key: '', scope: -1, open: 0 };
      this.names.set(tag, name);
    }
    if (name.scope !== this.scope.id) {
      name.key = this.scope.keyOf(tag);
      name.scope = this.scope.id;
    }
    return name;
  }

  private makeNode({ tag, key }: TagName, attributes: RawAttribute[]): XmlNode {
    const parent = this.top();
    const node: XmlNode = { tag, key, attributes, children: [], base: parent.base, lang: parent.lang };
    for (const { name, value } of attributes) {
      if (name === 'xml:base') node.base = resolveLink(value, parent.base) ?? parent.base;
      if (name === 'xml:lang') node.lang = value;
    }
    return node;
  }

  private keepPost(node: XmlNode): void {
    this.itemDepth = this.stack.length;
    this.items.push(node);
  }

  private attach(node: XmlNode, at: number): void {
    if (this.stack.length === 1) this.rootsSeen += 1;
    if (this.rootsSeen === 2) this.facts.repairs.note('second-root', at);
    this.top().children.push(node);
  }

  private closeDownTo(depth: number, at: number): void {
    if (depth < this.stack.length - 1) this.facts.repairs.note('unclosed-tags', at);
    while (this.stack.length > depth) this.pop();
  }

  private pop(): void {
    const { tag } = this.top();
    this.stack.pop();
    (this.names.get(tag) as TagName).open -= 1;
    this.scope.leave();
    if (this.stack.length === this.itemDepth) this.itemDepth = -1;
  }

  private top(): XmlNode {
    return this.stack[this.stack.length - 1] as XmlNode;
  }

  private add(text: string, at: number): void {
    if (this.stack.length === 1 || text === '') return;
    const mended = this.mayBeGarbled ? repairGarbled(text) : text;
    if (mended !== text) this.facts.repairs.note('garbled-text', at);
    this.top().children.push(mended);
  }

  /** CDATA cannot stand in CDATA: the inner "]]>" ended both, and the outer one is left over as text. */
  private withoutInnerCdataEnd(text: string, at: number): string {
    this.cdataBefore = false;
    if (!text.includes(']]>')) return text;
    this.facts.repairs.note('bare-markup', at);
    return text.replace(']]>', '');
  }
}

function isPostKey(key: string): boolean {
  return key === 'item' || key === 'atom:entry';
}
