import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { ServedFeed } from './feed-server.ts';

const LONGEST_LABEL = 63;

/** Every file below a folder as a feed with a host of its own; its folder in the OPML is the folder it lies in. */
export function feedsOfFolder(folder: string): ServedFeed[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return files.map((file) => {
    const path = relative(folder, file).split(sep).join('/');
    return {
      name: hostName(path),
      title: path,
      contentType: contentType(readFileSync(file)),
      bytes: () => readFileSync(file),
      folder: path.split('/').slice(0, -1).join('/'),
    };
  });
}

/** A path as one host label; a few letters of its hash keep two that look alike apart. */
export function hostName(path: string): string {
  const hash = createHash('sha256').update(path).digest('hex').slice(0, 6);
  const plain = path
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_LABEL - 7)
    .replace(/^-+|-+$/g, '');
  return `${plain}-${hash}`;
}

/** The type a good server would name, told from the beginning; no charset, so that the document's own is used. */
function contentType(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.subarray(0, 4000)).toString('latin1').replaceAll('\0', '');
  if (/^[^<]*\{/.test(text)) return 'application/feed+json';
  if (text.includes('<rss')) return 'application/rss+xml';
  if (text.includes('<feed')) return 'application/atom+xml';
  if (/<rdf:RDF/i.test(text)) return 'application/rdf+xml';
  return 'application/xml';
}
