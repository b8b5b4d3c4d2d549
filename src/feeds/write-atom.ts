import { escapeAttribute, escapeText, withoutControls } from './parse/entities.ts';

/** A post as an Atom feed says it; instants are epoch milliseconds. */
export interface AtomEntry {
  id: string;
  title: string;
  link?: string;
  publishedAt: number;
  updatedAt: number;
  author: string;
  source: { url: string; title: string };
  /** A div with the text, written as XML. */
  xhtml: string;
}

/** Writes entries, in the order given, as the text of an Atom file (RFC 4287); each names the feed it came from. */
export function writeAtom(title: string, entries: AtomEntry[], now: number): string {
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    `<title>${text(title)}</title>`,
    // The file has no address: its id is made from its time.
    `<id>tag:sidereal.invalid,${instant(now).slice(0, 10)}:river-${now}</id>`,
    `<updated>${instant(now)}</updated>`,
    '<generator>Sidereal</generator>',
    ...entries.map(writeEntry),
    '</feed>',
  ];
  return `${lines.join('\n')}\n`;
}

function writeEntry({ id, title, link, publishedAt, updatedAt, author, source, xhtml }: AtomEntry): string {
  const self = `<link rel="self" href="${attribute(source.url)}"/>`;
  const lines = [
    '<entry>',
    `<id>${text(id)}</id>`,
    `<title>${text(title)}</title>`,
    ...(link === undefined ? [] : [`<link href="${attribute(link)}"/>`]),
    `<published>${instant(publishedAt)}</published>`,
    `<updated>${instant(updatedAt)}</updated>`,
    `<author><name>${text(author)}</name></author>`,
    `<source><id>${text(source.url)}</id><title>${text(source.title)}</title>${self}</source>`,
    `<content type="xhtml">${withoutControls(xhtml)}</content>`,
    '</entry>',
  ];
  return lines.join('\n');
}

function instant(at: number): string {
  return new Date(at).toISOString();
}

function text(value: string): string {
  return escapeText(withoutControls(value));
}

function attribute(value: string): string {
  return escapeAttribute(withoutControls(value));
}
