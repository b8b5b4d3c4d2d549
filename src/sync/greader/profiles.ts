/** What is known of the servers, as flags: the calls are the same for all. */

export type ServerKind = 'freshrss' | 'miniflux' | 'commafeed' | 'theoldreader' | 'bazqux' | 'other';

export interface Profile {
  kind: ServerKind;
  /** How ids are sent: as decimal numbers, or as "tag:google.com,2005:reader/item/…". */
  ids: 'decimal' | 'long';
  /** Ids asked for in one page. */
  page: number;
  /** Lists of more than one page may lack items: absence says nothing then. */
  skipsItems: boolean;
  /** `&`, `<` and `>` of titles come as fullwidth characters. */
  fullwidth: boolean;
  /** How a feed is added; CommaFeed has no quickadd. */
  adds: 'quickadd' | 'subscribe';
  /** A password of its own for the API: where it is made is said in the panel (`apiPassword_<kind>`). */
  apiPassword: boolean;
}

const usual: Omit<Profile, 'kind'> = {
  ids: 'decimal',
  page: 1000,
  skipsItems: false,
  fullwidth: false,
  adds: 'quickadd',
  apiPassword: false,
};

const profiles: Record<ServerKind, Omit<Profile, 'kind'>> = {
  freshrss: { ...usual, fullwidth: true, apiPassword: true },
  // Its continuation is an offset: items read during the walk shift the pages. One page holds ten thousand.
  miniflux: { ...usual, page: 10_000, skipsItems: true, apiPassword: true },
  // Pages by id what it sorts by date.
  commafeed: { ...usual, skipsItems: true, adds: 'subscribe', apiPassword: true },
  theoldreader: { ...usual, ids: 'long' },
  bazqux: usual,
  other: { ...usual, skipsItems: true, fullwidth: true },
};

/** The flags of a server; those of the most careful client where its kind is not known. */
export function profileOf(kind: string): Profile {
  const known = Object.hasOwn(profiles, kind) ? (kind as ServerKind) : 'other';
  return { kind: known, ...profiles[known] };
}

/** What FreshRSS calls the category of feeds that are in none, in the languages it speaks. */
const noFolder = new Set([
  'Uncategorized',
  'Uncategorised',
  'Unkategorisiert',
  'Sans catégorie',
  'Sin categorizar',
  'Senza categoria',
  'Sem categoria',
  'Zonder categorie',
  'Bez kategorii',
  'Nezařazeno',
  'Kategorisiz',
  'Без категории',
  '未分類',
  '未分类',
  '분류 없음',
]);

/** Miniflux makes this category with each user, in every language: it stands for no folder until it is named otherwise. */
export const firstOfMiniflux = 'All';

/** Is this folder's name FreshRSS's word for "no folder"? It is never asked for by that name. */
export function isNoFolder(kind: ServerKind, label: string): boolean {
  if (kind === 'miniflux') return label === firstOfMiniflux;
  return (kind === 'freshrss' || kind === 'other') && noFolder.has(label);
}
