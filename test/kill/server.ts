/** A server of another account in a made-up web: what it holds outlives the lives that ask it. */
import { FakeAccount } from '../fakes/greader/account.ts';
import { Answerer } from '../fakes/greader/answer.ts';
import { traits } from '../fakes/greader/traits.ts';
import { Disk } from './disk.ts';
import { libraryAt } from './library.ts';

export const serverAt = 'https://rss.example';

/** A disk, and a server with three feeds; what is on the server stands where the disk's content is compared. */
export function serverDisk(): Disk & { server: FakeAccount } {
  const server = new FakeAccount('ann', 'web secret', 'api secret', traits.freshrss.nextId);
  for (const [i, name] of ['one', 'two', 'three'].entries()) {
    const url = `https://${name}.example/feed`;
    server.source(url, `Feed ${name}`, 5);
    server.subscribe(url, i === 1 ? 'Work' : '');
  }
  server.source('https://four.example/feed', 'Feed four', 2);
  const answerer = new Answerer('freshrss', traits.freshrss, server);
  const disk = Object.assign(new Disk(libraryAt), { server });
  disk.web = (address, headers, body) => {
    const url = new URL(address);
    if (!address.startsWith(serverAt + traits.freshrss.base)) return { status: 404 };
    const {
      status,
      text,
      type = 'text/plain',
    } = answerer.answer({
      method: body === undefined ? 'GET' : 'POST',
      path: url.pathname.slice(traits.freshrss.base.length),
      query: url.searchParams,
      body: [...new URLSearchParams(body ?? '')],
      contentType: headers.get('Content-Type') ?? '',
      authorization: headers.get('Authorization') ?? '',
    });
    return { status, text, headers: { 'Content-Type': type } };
  };
  return disk;
}

/** What the server holds, for comparing: feeds and marks, by name. */
export function heldBy({ feeds, items }: FakeAccount): object {
  return {
    feeds: feeds.map(({ title, folder }) => `${folder}/${title}`).sort(),
    items: items.map(({ title, read, starred }) => `${title} ${read} ${starred}`).sort(),
  };
}
