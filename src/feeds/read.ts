import { type DecodedText, decodeBytes } from './decode.ts';
import { type Detected, detect } from './detect.ts';
import { MAX_BYTES, MAX_DEPTH, MAX_ENTITIES, MAX_ENTITY } from './limits.ts';
import type { NoFeedReason, ParsedFeed, ReadResult, WireFacts } from './model.ts';
import { readAtom } from './parse/atom.ts';
import { readCdf } from './parse/cdf.ts';
import type { DeclaredEntities } from './parse/entities.ts';
import { readJson } from './parse/json.ts';
import { Repairs } from './parse/repairs.ts';
import { readRss } from './parse/rss.ts';
import { buildTree } from './parse/tree.ts';
import { markPlanet } from './planet.ts';
import { resolveLink } from './urls.ts';

/**
 * From the bytes of a response to its posts. Never throws: what is no feed says why, what is broken is mended and
 * says so in `repairs`. Links are absolute, from the response's address on; nothing in it is safe HTML.
 */
export function readFeed(bytes: Uint8Array, facts: WireFacts): ReadResult {
  if (bytes.length > MAX_BYTES) return { kind: 'none', reason: 'too-large', encoding: 'utf-8' };
  if (isBinary(bytes)) return { kind: 'none', reason: 'binary', encoding: 'utf-8' };
  const decoded = decodeBytes(bytes, facts.contentType);
  const { text, encoding, wrongLabel, hadControls } = decoded;
  const detected = detect(text);
  const repairs = new Repairs(text);
  if (wrongLabel) repairs.note('wrong-charset', encoding);
  if (hadControls) repairs.note('control-characters');
  const base = resolveLink(facts.contentLocation ?? '', facts.url) ?? facts.url;
  const feed = detected.kind === 'none' ? undefined : parse(decoded, detected, base, repairs);
  if (feed === undefined) return none(text, hadControls ? 'binary' : 'plain-text', detected, encoding);
  if (isWrongType(facts.contentType)) repairs.note('wrong-content-type', facts.contentType);
  return { kind: 'feed', feed: markPlanet(feed), encoding };
}

function parse(
  decoded: DecodedText,
  detected: Exclude<Detected, { kind: 'none' }>,
  base: string,
  repairs: Repairs,
): ParsedFeed | undefined {
  const { text } = decoded;
  if (detected.kind === 'json') return parseJson(text, base, repairs);
  const { kind, start, before } = detected;
  if (before !== 'nothing') repairs.note(before === 'page' ? 'inside-web-page' : 'text-before-root', start);
  const entities = limited(detected.entities);
  const mayBeGarbled = decoded.mayBeGarbled || detected.entities.size > 0;
  const document = buildTree(text, { start, base, entities, mayBeGarbled, repairs });
  const feed =
    kind === 'atom'
      ? readAtom(document, repairs)
      : kind === 'cdf'
        ? readCdf(document, repairs)
        : readRss(document, kind, repairs);
  const isGuess = before === 'page' && feed.posts.length === 0;
  return isGuess ? undefined : feed;
}

function parseJson(text: string, base: string, repairs: Repairs): ParsedFeed | undefined {
  if (isNestedTooDeep(text)) return undefined;
  try {
    return readJson(JSON.parse(text), base, repairs);
  } catch {
    return undefined;
  }
}

/** Brackets inside brackets beyond any feed; those in strings do not count. */
function isNestedTooDeep(json: string): boolean {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < json.length; i += 1) {
    const char = json[i];
    if (char === '"') inString = !inString;
    if (inString && char === '\\') i += 1;
    if (inString) continue;
    if (char === '[' || char === '{') depth += 1;
    if (char === ']' || char === '}') depth -= 1;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

function none(text: string, plain: NoFeedReason, detected: Detected, encoding: string): ReadResult {
  const found = reasonOf(detected);
  const reason = found === 'plain-text' ? plain : found;
  const isPage = reason === 'web-page' || reason === 'login-page' || reason === 'error-page';
  return isPage ? { kind: 'none', reason, html: text, encoding } : { kind: 'none', reason, encoding };
}

function reasonOf(detected: Detected): NoFeedReason {
  if (detected.kind === 'none') return detected.reason;
  return detected.kind === 'json' ? 'json-no-feed' : 'web-page';
}

/** Entities that give out after so much text: a small document must not become a large one. */
function limited(declared: ReadonlyMap<string, string>): DeclaredEntities {
  let left = MAX_ENTITIES * MAX_ENTITY;
  return (name) => {
    const value = declared.get(name);
    if (value === undefined || value.length > left) return undefined;
    left -= value.length;
    return value;
  };
}

/** gzip, zip, PDF, PNG, JPEG, GIF, class of "not text": their first bytes. */
const MAGIC = [
  [0x1f, 0x8b],
  [0x50, 0x4b, 3, 4],
  [0x25, 0x50, 0x44, 0x46],
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  [0x47, 0x49, 0x46, 0x38],
];

function isBinary(bytes: Uint8Array): boolean {
  return MAGIC.some((magic) => magic.every((byte, i) => bytes[i] === byte));
}

function isWrongType(contentType: string | undefined): boolean {
  return (
    contentType !== undefined &&
    /^\s*(?:text\/html|image\/|audio\/|video\/|text\/css|application\/(?:pdf|zip))/i.test(contentType)
  );
}
