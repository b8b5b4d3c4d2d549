import type { DBCore, DBCoreTable, DBCoreTransaction, Middleware } from 'dexie';
import type { ParkingRow } from './schema-parking.ts';

/**
 * The unread marks lie in one of two stores, of which a row says which it is: to mark a hundred thousand posts read is
 * then to write that row. All others ask for `unread` (the marks) or `parked` (those put aside), and are led to the right
 * store here, beneath what tells live queries of changes: for them there is one table of each name.
 */
const otherOf: Record<string, string> = { unread: 'parked', parked: 'unread' };

export const twoStores: Middleware<DBCore> = {
  stack: 'dbcore',
  name: 'two-stores',
  // Dexie's own observer of changes has 0, its note of rows just read -1.
  level: -2,
  // What is being upgraded may not have the stores yet.
  create: (core) => (core.schema.tables.some(({ name }) => name === 'parking') ? withTwoStores(core) : core),
};

function withTwoStores(core: DBCore): DBCore {
  return {
    ...core,
    transaction: (stores, mode, options) => core.transaction(withOwn(stores, mode), mode, options),
    table: (name) => {
      if (otherOf[name] !== undefined) return ledToStore(core, name);
      if (name === 'posts') return noted(core);
      return name === 'parking' ? followed(core) : core.table(name);
    },
  };
}

/** The row as a transaction sees it. */
const seen = new WeakMap<DBCoreTransaction, Promise<ParkingRow | undefined>>();

function parkingIn(core: DBCore, trans: DBCoreTransaction): Promise<ParkingRow | undefined> {
  const known = seen.get(trans);
  if (known !== undefined) return known;
  const asked = core.table('parking').get({ trans, key: 1 });
  seen.set(trans, asked);
  return asked;
}

/** The store in which a table's rows lie, for who asks the browser itself. Inside a transaction over the table. */
export function storeOf(core: DBCore, trans: DBCoreTransaction, table: string): Promise<string> {
  const other = otherOf[table];
  if (other === undefined) return Promise.resolve(table);
  return parkingIn(core, trans).then((row) => (row?.swapped ? other : table));
}

function withOwn(stores: string[], mode: 'readonly' | 'readwrite'): string[] {
  const all = new Set(stores);
  if (all.has('unread') || all.has('parked'))
    for (const name of ['unread', 'parked', 'parking']) all.add(name);
  if (all.has('posts') && mode === 'readwrite') for (const name of ['parking', 'touched']) all.add(name);
  return [...all];
}

function ledToStore(core: DBCore, name: string): DBCoreTable {
  const own = core.table(name);
  const other = core.table(otherOf[name] as string);
  const store = (trans: DBCoreTransaction) =>
    parkingIn(core, trans).then((row) => (row?.swapped ? other : own));
  return {
    ...own,
    mutate: (request) => store(request.trans).then((table) => table.mutate(request)),
    get: (request) => store(request.trans).then((table) => table.get(request)),
    getMany: (request) => store(request.trans).then((table) => table.getMany(request)),
    query: (request) => store(request.trans).then((table) => table.query(request)),
    openCursor: (request) => store(request.trans).then((table) => table.openCursor(request)),
    // Passed on, for whoever counts to a limit.
    count: (request) => store(request.trans).then(({ count }) => count(request)),
  };
}

/** While marks are parked it is noted which of their posts are written: only these can stand otherwise by now. */
function noted(core: DBCore): DBCoreTable {
  const posts = core.table('posts');
  const touched = core.table('touched');
  return {
    ...posts,
    mutate: (request) => {
      // A new post is not among them; a whole range goes only with everything else.
      if (request.type === 'add' || request.type === 'deleteRange') return posts.mutate(request);
      const { trans } = request;
      const keys: number[] = request.type === 'delete' ? request.keys : request.values.map(({ id }) => id);
      return parkingIn(core, trans).then((row) => {
        if (row?.parked === undefined || keys.length === 0) return posts.mutate(request);
        const values = keys.map((postId) => ({ postId }));
        return touched.mutate({ type: 'put', trans, values }).then(() => posts.mutate(request));
      });
    },
  };
}

/** Who writes the row is the first to see it. */
function followed(core: DBCore): DBCoreTable {
  const parking = core.table('parking');
  return {
    ...parking,
    mutate: (request) => {
      seen.delete(request.trans);
      return parking.mutate(request);
    },
  };
}
