import { MAX_LINE, MAX_PEOPLE } from '../limits.ts';
import type { ParsedFeed, ParsedPerson, ParsedPost } from '../model.ts';
import { lineOfText } from '../text.ts';
import { allOf, type ByKey, firstText, groupByKey, hasElements, textOf } from './query.ts';
import type { XmlNode } from './tree.ts';

/** No sign of it may stand for "@" as well: a line of nothing but "a@a@a@" would be tried in all ways. */
const EMAIL = /[^\s<>()[\]"',;:@]+@[^\s<>()[\]"',;:@]+\.[a-z0-9-]{2,}/i;

/** A person as one line: "a@b.c (Name)", "Name (a@b.c)", "Name <a@b.c>", "Name", "a@b.c". */
export function readPerson(text: string): ParsedPerson | undefined {
  const line = lineOfText(text.slice(0, MAX_LINE).replace(/<([^<>\s]+@[^<>\s]+)>/g, '($1)'));
  if (line === '') return undefined;
  const email = EMAIL.exec(line)?.[0].replace(/^mailto:/i, '');
  if (email === undefined) return { name: line };
  const name = line
    .replace(EMAIL, '')
    .replace(/mailto:/i, '')
    .replace(/^[\s()<>,"]+|[\s()<>,"]+$/g, '');
  return name === '' ? { email } : { name, email };
}

/** An Atom person construct (RFC 4287, section 3.2); text where elements should stand is read as a line. */
function readPersonElement(node: XmlNode): ParsedPerson | undefined {
  if (!hasElements(node)) return readPerson(textOf(node));
  const parts = groupByKey(node);
  const name = firstText(parts, 'atom:name', 'name', 'itunes:name');
  const email = firstText(parts, 'atom:email', 'email', 'itunes:email');
  const url = firstText(parts, 'atom:uri', 'atom:url', 'uri', 'url');
  const person = readPerson(name ?? '') ?? {};
  if (email !== undefined) person.email = email;
  if (url !== undefined) person.url = url;
  return person.name === undefined && person.email === undefined ? readPerson(textOf(node)) : person;
}

/** Keys under which people stand, the best first: the first key that gives any wins. */
const PEOPLE = [
  ['atom:author', 'author'],
  ['dc:creator', 'dc:author'],
  ['managingeditor'],
  ['itunes:author', 'googleplay:author'],
  ['itunes:owner'],
  ['media:credit'],
  ['atom:contributor', 'dc:contributor'],
  ['webmaster', 'dc:publisher'],
];

/** The people of a post or feed, none twice. */
function readPeople(parts: ByKey): ParsedPerson[] {
  for (const keys of PEOPLE) {
    const people = allOf(parts, ...keys)
      .slice(0, MAX_PEOPLE)
      .map(readPersonElement)
      .filter((person) => person !== undefined);
    if (people.length > 0) return withoutTwins(people);
  }
  return [];
}

/** Puts the people of a post or feed where they belong; nothing when there are none. */
export function addPeople(holder: ParsedFeed | ParsedPost, parts: ByKey): void {
  const people = readPeople(parts);
  if (people.length === 0) return;
  holder.authors = people;
  holder.author = namesOf(people);
}

/** The names as they are shown; the address stands in where there is no name. */
export function namesOf(people: ParsedPerson[]): string {
  const names = people.map((person) => person.name ?? person.email);
  return names.join(', ').slice(0, MAX_LINE);
}

function withoutTwins(people: ParsedPerson[]): ParsedPerson[] {
  const seen = new Set<string>();
  return people.filter((person) => {
    const key = `${person.name ?? ''} ${person.email ?? ''}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
