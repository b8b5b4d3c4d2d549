import { type Entry, feedKey } from '../../src/devices/entry.ts';
import type { Rewrite } from '../../src/storage/rewrites.ts';
import {
  feedEntry,
  folderEntry,
  goneEntry,
  readItems,
  settingEntry,
  writeItems,
} from '../devices/other-device.ts';
import type { Code } from './bundle.ts';
import { Disk } from './disk.ts';
import { lastOfMore, lists, urlOf } from './feeds.ts';
import { atRest, fixture, libraryAt, lifeOn, usedDisk } from './library.ts';
import type { Life } from './life.ts';
import { serverWorks } from './server-works.ts';

/** A thing that a person or the browser begins; after a cut it is begun again, unless `isDone` finds it done. */
export interface Step {
  act(life: Life): Promise<unknown>;
  isDone?(code: Code): Promise<boolean>;
}

/** A work to be cut off: from a disk as it was before, step by step, and then as many alarms as it takes to the end. */
export interface Work {
  name: string;
  disk(): Promise<Disk>;
  steps: Step[];
  alarms?: number;
  /** The automatic copy is of whatever stood there when it was due: not compared. */
  copiesMayDiffer?: true;
  /** What is held elsewhere and must be the same, too. */
  alsoHeld?(disk: Disk): object | Promise<object>;
}

/** A backup file of the library after the checks of today. */
const file = await saveFile();
/** What stands in storage.local after that, the copies among it. */
const local = await copyOf(await usedDisk());

const isAsked = async ({ db }: Code) =>
  (await db.wanted.count()) > 0 ||
  (await db.checks.filter(({ lastAt = 0 }) => lastAt >= libraryAt).count()) > 0;
const lastAction = async ({ listActions }: Code) => (await listActions())[0];
const tokenOf = async ({ lastRestored }: Code) => (await lastRestored())?.token;

const checkNow: Step = { act: (life) => life.ask('checkNow'), isDone: isAsked };
const ring: Step = { act: (life) => life.ring() };

const markAll: Step = {
  act: (life) =>
    life.run(async () => {
      await life.code.markAllRead({ kind: 'all' }, life.now);
      await life.code.updateBadge();
    }),
  isDone: async (code) => (await lastAction(code))?.kind === 'mark-all-read',
};

/** With few posts already. */
const putAside: Step = {
  ...markAll,
  act: (life) => {
    life.code.parkFrom.stories = 1;
    return markAll.act(life);
  },
};

/** What it alone brought stays unread when all is marked. */
const muteOne: Step = {
  act: (life) => life.run(() => life.code.muteFeed(4, true, life.now)),
  isDone: async ({ db }) => (await db.feeds.get(4))?.mutedAt !== undefined,
};

/** As the hidden page does it once a day, step by step. */
const settleAside: Step = {
  act: (life) =>
    life.run(async () => {
      life.code.settleFrom.stories = 0;
      while (await life.code.settleOld(life.now + 3_600_000));
    }),
};

const undo: Step = {
  act: async (life) => {
    await life.run(async () => {
      await life.code.undo(life.now);
      await life.code.updateBadge();
    });
    await life.ask('finishTurning');
  },
  isDone: async (code) => (await lastAction(code))?.undone === true,
};

/** Whoever finds the feeds there does not import them again: their logins must be there, too. */
const importList: Step = {
  act: async (life) => {
    const { readOpml, importSubscriptions } = life.code;
    const { outlines } = readOpml(lists.more);
    const fresh = await life.run(async () => {
      await importSubscriptions(outlines, { kind: 'newest', count: 2 }, life.now);
      const checks = await life.code.db.checks.toArray();
      return checks.filter(({ lastAt }) => lastAt === undefined).map(({ feedId }) => feedId);
    });
    await life.ask('checkNow', { feedIds: fresh });
  },
  isDone: async ({ db }) => (await db.feeds.where('urlKey').equals(urlOf(lastOfMore)).count()) > 0,
};

const restoreFile: Step = {
  act: (life) =>
    life.run(async () => {
      const { waitingKey, restoreFile } = life.code;
      const waiting = { token: 'token', settings: { textSize: 120 } };
      await life.apis.storage.local.set({ [waitingKey]: waiting });
      await restoreFile(file, 'token', life.now);
    }),
  isDone: async ({ lastRestored }) => (await lastRestored()) !== undefined,
};

/** Every panel does that at its start. */
const settle: Step = {
  act: (life) =>
    life.run(async () => {
      const token = await tokenOf(life.code);
      if (token !== undefined) await life.code.settleRestored(token);
    }),
};

const rewrite: Rewrite = {
  name: 'snippets-with-an-end',
  table: 'posts',
  rewrite: (row) => ({ ...row, snippet: `${(row as { snippet: string }).snippet}!` }),
};

const rewriteRows: Step = {
  act: (life) => life.run(() => life.code.rewriteRows(async () => {}, [rewrite], 5)),
};

export const works: Work[] = [
  {
    name: 'an exchange with other devices',
    disk: sharingDisk,
    steps: [ring],
    alarms: 6,
    copiesMayDiffer: true,
    alsoHeld: async (disk) => ({ shared: await readItems(disk.stored.sync ?? {}) }),
  },
  ...serverWorks,
  { name: 'a pass of checks of twenty feeds', disk: () => usedDisk(), steps: [checkNow], alarms: 3 },
  {
    name: 'an import and its first checks',
    disk: () => usedDisk({}, atRest),
    steps: [importList],
    alarms: 3,
  },
  { name: 'marking all read', disk: () => usedDisk({}, atRest), steps: [markAll] },
  {
    name: 'marking all read and taking it back in parts',
    disk: () => usedDisk({}, atRest),
    steps: [markAll, undo],
  },
  {
    name: 'putting all marks aside and back, with checks in between',
    disk: () => usedDisk(),
    steps: [muteOne, putAside, checkNow, undo],
    alarms: 3,
  },
  {
    name: 'putting all marks aside, settling them, and back',
    disk: () => usedDisk({}, atRest),
    steps: [putAside, settleAside, undo],
  },
  {
    name: 'clearing old posts away',
    disk: () => usedDisk({ settings: { keepPosts: 3, keepUnread: false } }, atRest),
    steps: [{ act: (life) => life.ask('tidyUp') }],
  },
  {
    name: 'an automatic copy',
    disk: () => usedDisk({}, atRest),
    steps: [ring],
    alarms: 1,
  },
  {
    name: 'the copy put back into a cleared database',
    disk: async () => Object.assign(new Disk(libraryAt), { stored: { local: structuredClone(local) } }),
    steps: [ring],
    alarms: 3,
  },
  {
    name: 'a file put in the place of everything',
    disk: () => usedDisk({}, atRest),
    steps: [restoreFile, settle],
  },
  { name: 'an upgrade of the schema, and its rows rewritten', disk: oldDisk, steps: [rewriteRows] },
  {
    name: 'an alarm that checks, clears away and copies',
    disk: () => usedDisk({ settings: { keepPosts: 3 } }),
    steps: [ring],
    alarms: 4,
  },
];

/** A device that shares, and what another one has written since. */
async function sharingDisk(): Promise<Disk> {
  const disk = await usedDisk({ sharing: { on: true }, settings: { checkEveryMinutes: 0 } }, atRest);
  const life = lifeOn(disk, 1);
  await life.ring();
  await life.end();
  const today = Math.floor(libraryAt / 86_400_000);
  const news: Entry[] = [
    // Its posts are starred; those of the other are not.
    goneEntry(feedKey(urlOf(1)), 9, today),
    goneEntry(feedKey(urlOf(3)), 9, today),
    feedEntry(urlOf(2), 9, { customTitle: 'Renamed there', folder: ['Two', 'Inner'] }),
    goneEntry(feedKey(urlOf(10)), 9, today, 'https://moved.example/feed'),
    feedEntry('https://moved.example/feed', 9, { folder: ['One'] }),
    feedEntry(urlOf(lastOfMore), 9, { title: 'New' }),
    folderEntry(['Empty'], 9),
    settingEntry('zone', 'gmt', 9),
  ];
  disk.stored.sync = await writeItems(disk.stored.sync ?? {}, news);
  disk.stored.local = { ...disk.stored.local, sharingHeardAt: disk.now };
  disk.now += 60_000;
  return disk;
}

/** A disk as the first build left it. */
async function oldDisk(): Promise<Disk> {
  const { stores, rows } = fixture(1);
  const disk = new Disk(libraryAt);
  await disk.fill(1, stores, rows);
  return disk;
}

async function saveFile(): Promise<File> {
  const life = lifeOn(await usedDisk(), 1);
  await life.ask('checkNow');
  const wish = { texts: true, settings: {}, now: libraryAt };
  const blob = (await life.run(() => life.code.writeBackupFile(wish))) as Blob;
  await life.end();
  return new File([blob], 'a.backup.gz');
}

async function copyOf(disk: Disk): Promise<object> {
  const life = lifeOn(disk, 1);
  await life.ask('checkNow');
  await life.ring();
  await life.end();
  return disk.stored.local ?? {};
}
