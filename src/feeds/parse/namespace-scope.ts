import { MAX_NAMESPACES } from '../limits.ts';
import type { RawAttribute } from './markup.ts';
import { wordOfPrefix, wordOfUri } from './namespaces.ts';

interface Declaration {
  prefix: string;
  word: string;
}

/** Which prefix means what at the place the reader has come to, and from that the key of an element. */
export class NamespaceScope {
  private readonly live: Declaration[] = [];
  /** For each open element, how many declarations were live before it, and which. */
  private readonly lengths: number[] = [];
  private readonly ids: number[] = [];
  private lastId = 0;
  /** Some feeds declare the same namespaces on each post. */
  private readonly words = new Map<string, string>();
  /** Which declarations are in force: where it is the same, keys are. */
  id = 0;
  /** What an element without prefix and namespace is: RSS's core, or Atom in an Atom document. */
  private core = '';

  constructor(private readonly onUndeclared: (prefix: string) => void) {}

  /** Enters an element and takes in its declarations. */
  enter(tag: string, attributes: RawAttribute[], isRoot: boolean): void {
    this.lengths.push(this.live.length);
    this.ids.push(this.id);
    if (isRoot) {
      this.core = /^(?:feed|entry)$/.test(localName(tag)) ? 'atom' : '';
      this.change();
    }
    for (const { name, value } of attributes) {
      if (!name.startsWith('xmlns') || this.live.length >= MAX_NAMESPACES) continue;
      if (name !== 'xmlns' && name[5] !== ':') continue;
      this.live.push({ prefix: name.slice(6), word: this.wordOf(name.slice(6), value, isRoot) });
      this.change();
    }
  }

  private change(): void {
    this.lastId += 1;
    this.id = this.lastId;
  }

  leave(): void {
    this.live.length = this.lengths.pop() as number;
    this.id = this.ids.pop() as number;
  }

  /** "title", "atom:title", "?:title" for an element as written. */
  keyOf(tag: string): string {
    const colon = tag.indexOf(':');
    const word = this.find(colon < 0 ? '' : tag.slice(0, colon));
    return word === '' ? localName(tag) : `${word}:${localName(tag)}`;
  }

  /** The root's own default namespace is the document's core, whatever URI somebody invented for it. */
  private wordOf(prefix: string, uri: string, isRoot: boolean): string {
    const word = this.words.get(uri) ?? wordOfUri(uri);
    this.words.set(uri, word);
    if (prefix !== '') return word;
    if (isRoot || uri === '' || word === '' || word === this.core) return this.core;
    return word;
  }

  private find(prefix: string): string {
    for (let i = this.live.length - 1; i >= 0; i -= 1) {
      const one = this.live[i];
      if (one?.prefix === prefix) return one.word;
    }
    if (prefix === '') return this.core;
    if (prefix !== 'xml') this.onUndeclared(prefix);
    return wordOfPrefix(prefix);
  }
}

function localName(tag: string): string {
  return tag.slice(tag.indexOf(':') + 1).toLowerCase();
}
