/** What is done with an account on a server, to be cut off anywhere. */
import type { Disk } from './disk.ts';
import { lifeOn } from './library.ts';
import { heldBy, serverAt, serverDisk } from './server.ts';
import type { Step, Work } from './works.ts';

const connect: Step = {
  act: (life) =>
    life.ask('connect', { address: serverAt, user: 'ann', password: 'api secret', keepPassword: false }),
  isDone: async ({ storeNow }) => storeNow().isOfServer,
};

const sync: Step = { act: (life) => life.ask('sync') };

/** It is noted, and goes on with the next sync. */
const bringLocal: Step = {
  act: (life) => life.ask('bring', { from: 'sidereal' }),
  isDone: async ({ db }) => {
    const { bringing, brought } = (await db.account.get(1)) ?? {};
    return bringing !== undefined || brought !== undefined;
  },
};

/** A person reads, stars, renames, and comes to another feed; elsewhere somebody does so as well. */
const useServer: Step = {
  act: (life) =>
    life.run(async () => {
      const { db, markRead, star, renameFeed, subscribe, updateBadge } = life.code;
      const story = async (title: string) =>
        (await db.posts.filter((post) => post.title === title).first())?.id as number;
      await markRead([await story('Feed one 1'), await story('Feed two 2')], life.now);
      await star(await story('Feed one 3'), true, life.now);
      const feed = await db.feeds.where('urlKey').equals('https://three.example/feed').first();
      await renameFeed(feed?.id as number, 'Third', life.now);
      await subscribe({ url: 'https://four.example/feed', title: 'Feed four' }, life.now);
      await updateBadge();
    }),
  isDone: async (code) => (await code.listActions())[0]?.kind === 'subscribe',
};

const alsoHeld = (disk: Disk) => heldBy((disk as ReturnType<typeof serverDisk>).server);

export const serverWorks: Work[] = [
  {
    name: 'connecting to a server, and its first sync',
    disk: async () => serverDisk(),
    steps: [connect, sync],
    alsoHeld,
  },
  {
    name: 'a sync in both directions',
    disk: connectedDisk,
    steps: [useServer, sync, sync],
    alsoHeld,
  },
  {
    name: 'bringing the feeds of this browser to a server',
    disk: connectedWithLocal,
    steps: [bringLocal, sync],
    alsoHeld,
  },
];

/** An account on a server that was synced once, and a local one of three feeds: one is on the server, one can be, one not. */
async function connectedWithLocal(): Promise<Disk> {
  const disk = serverDisk();
  const life = lifeOn(disk, 1);
  await life.run(async () => {
    const { subscribe, addFolder } = life.code;
    const folderId = await addFolder('Mine', 0, life.now);
    await subscribe({ url: 'https://three.example/feed', title: 'Third', folderId }, life.now);
    await subscribe({ url: 'https://four.example/feed', title: 'Feed four', folderId }, life.now);
    await subscribe({ url: 'https://nowhere.example/feed', title: 'Nowhere' }, life.now);
  });
  await connect.act(life);
  await sync.act(life);
  await life.end();
  return disk;
}

/** A disk that was synced once; since then the server has other marks, and a post more. */
async function connectedDisk(): Promise<Disk> {
  const disk = serverDisk();
  const life = lifeOn(disk, 1);
  await connect.act(life);
  await sync.act(life);
  await life.end();
  const { server } = disk;
  server.item('Feed two 1').read = true;
  server.item('Feed two 4').starred = true;
  server.web
    .get('https://one.example/feed')
    ?.posts.push({ title: 'Feed one 6', url: 'https://one.example/6' });
  server.fetch(2);
  return disk;
}
