/** How the servers differ. Everything else, and the traps of FreshRSS 1.25, is in answer.ts. */
export interface Traits {
  /** Where the API lies. */
  base: string;
  denied: number;
  /** Microseconds of the commit, or small numbers. */
  nextId(last: bigint): bigint;
  /** How an id is written in lists and in items. */
  short(id: bigint): string;
  long(id: bigint): string;
  /** "user/-/" or another name of the user. */
  userPrefix: string;
  /** What it asks of a POST: a header, a token, or both. */
  postWants: 'header' | 'token' | 'both';
  mostIds: number;
  paging: 'last-id' | 'offset' | 'skipping';
  fullwidth: boolean;
  noFolder: string;
  hasTypes: boolean;
  hasQuickadd: boolean;
  /** What it says of a path it does not know. */
  unknownPath: { status: number; text: string };
}

const hex = (id: bigint) => BigInt.asUintN(64, id).toString(16).padStart(16, '0');
const prefix = 'tag:google.com,2005:reader/item/';

const freshrss: Traits = {
  base: '/api/greader.php',
  denied: 401,
  nextId: (last) => (last === 0n ? 1_795_196_990_007_173n : last + 1_003n),
  short: String,
  long: (id) => prefix + hex(id),
  userPrefix: 'user/-/',
  postWants: 'header',
  mostIds: Number.POSITIVE_INFINITY,
  paging: 'last-id',
  fullwidth: true,
  noFolder: 'Uncategorized',
  hasTypes: true,
  hasQuickadd: true,
  unknownPath: { status: 400, text: 'Bad Request!' },
};

export const traits = {
  freshrss,
  miniflux: {
    ...freshrss,
    base: '',
    nextId: (last) => last + 1n,
    userPrefix: 'user/1/',
    postWants: 'token',
    mostIds: 10_000,
    paging: 'offset',
    fullwidth: false,
    noFolder: 'All',
    unknownPath: { status: 200, text: '[]' },
  },
  commafeed: {
    ...freshrss,
    base: '/rest/googlereader',
    denied: 403,
    nextId: (last) => last + 1n,
    mostIds: 1000,
    paging: 'skipping',
    fullwidth: false,
    noFolder: '',
    hasTypes: false,
    hasQuickadd: false,
    unknownPath: { status: 404, text: 'Not Found' },
  },
  theoldreader: {
    ...freshrss,
    base: '',
    denied: 403,
    nextId: (last) => (last === 0n ? 0x5ff0_0000_0000_0000_0000_0001n : last + 7n),
    short: (id) => id.toString(16),
    long: (id) => prefix + id.toString(16),
    postWants: 'both',
    mostIds: 10_000,
    fullwidth: false,
    noFolder: '',
    unknownPath: { status: 404, text: 'Not Found' },
  },
  /** Ids that use all 64 bits: half of them are negative. */
  bazqux: {
    ...freshrss,
    base: '',
    denied: 403,
    nextId: (last) => BigInt.asIntN(64, last === 0n ? 0x7fff_ffff_ffff_f001n : last + 0x0123_4567_89ab_cdefn),
    fullwidth: false,
    noFolder: '',
    unknownPath: { status: 404, text: 'Not Found' },
  },
} satisfies Record<string, Traits>;

export type FakeKind = keyof typeof traits;
