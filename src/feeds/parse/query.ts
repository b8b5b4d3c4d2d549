import { MAX_ALIKE } from '../limits.ts';
import type { XmlNode } from './tree.ts';

/** The elements directly inside a node, by key, each list in document order. */
export type ByKey = ReadonlyMap<string, XmlNode[]>;

const NONE: readonly XmlNode[] = [];

export function groupByKey(node: XmlNode): ByKey {
  const groups = new Map<string, XmlNode[]>();
  for (const child of node.children) {
    if (typeof child === 'string') continue;
    const group = groups.get(child.key);
    if (group === undefined) groups.set(child.key, [child]);
    else group.push(child);
  }
  return groups;
}

/** All elements of these keys, key by key; of many alike the first ones. */
export function allOf(groups: ByKey, ...keys: string[]): readonly XmlNode[] {
  let found = NONE;
  for (const key of keys) {
    const group = groups.get(key);
    if (group === undefined) continue;
    const some = group.length > MAX_ALIKE ? group.slice(0, MAX_ALIKE) : group;
    found = found.length === 0 ? some : found.concat(some);
  }
  return found;
}

/** The text of the first element, in the order of the keys, that has any; trimmed. */
export function firstText(groups: ByKey, ...keys: string[]): string | undefined {
  for (const key of keys) {
    const group = groups.get(key);
    if (group === undefined) continue;
    for (const node of group) {
      const text = textOf(node);
      if (text !== '') return text;
    }
  }
  return undefined;
}

/** The text directly inside an element, trimmed; that of its children is left out. */
export function textOf(node: XmlNode): string {
  return rawTextOf(node).trim();
}

/** The same, not trimmed. */
export function rawTextOf(node: XmlNode): string {
  const only = node.children[0];
  if (node.children.length === 1 && typeof only === 'string') return only;
  let text = '';
  for (const child of node.children) if (typeof child === 'string') text += child;
  return text;
}

/** An attribute's value, trimmed, by its name in lower case without prefix; absent when it is empty. */
export function attribute(node: XmlNode, name: string): string | undefined {
  for (const { name: written, value } of node.attributes) {
    if (written !== name && written.toLowerCase() !== name) continue;
    return value.trim() || undefined;
  }
  return undefined;
}

export function hasElements(node: XmlNode): boolean {
  return node.children.some((child) => typeof child !== 'string');
}
