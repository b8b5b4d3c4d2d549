/** The floor of a pass of checks: a worker that fetches, six at once, and at most puts what it got as raw rows. */
const atOnce = 6;
const etags = new Map();

async function each(urls, act) {
  const waiting = [...urls];
  const one = async () => {
    for (let url = waiting.pop(); url !== undefined; url = waiting.pop()) await act(url);
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}

async function get(url) {
  const etag = etags.get(url);
  const response = await fetch(url, {
    cache: 'no-store',
    credentials: 'omit',
    headers: etag ? { 'If-None-Match': etag } : {},
  });
  etags.set(url, response.headers.get('ETag'));
  return new Uint8Array(await response.arrayBuffer());
}

/** Only fetches. */
globalThis.fetchAll = (urls) => each(urls, get);

/** The posts of a document as they stand in it, one text each. */
async function postsAt(url) {
  return new TextDecoder()
    .decode(await get(url))
    .split('<item>')
    .slice(1);
}

function openNew(upgrade) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(`bare-${Date.now()}`);
    opening.onupgradeneeded = () => upgrade(opening.result);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
}

function ended(writing) {
  return new Promise((resolve, reject) => {
    writing.oncomplete = resolve;
    writing.onerror = () => reject(writing.error);
  });
}

/** Fetches, cuts the text into posts, and puts a row for each: no index, no parsing. */
globalThis.fetchAndPut = async (urls) => {
  etags.clear();
  const database = await openNew((db) => db.createObjectStore('posts', { autoIncrement: true }));
  await each(urls, async (url) => {
    const posts = await postsAt(url);
    const writing = database.transaction('posts', 'readwrite');
    for (const text of posts) writing.objectStore('posts').put({ url, text });
    await ended(writing);
  });
  database.close();
};

/** The stores that a post's rows lie in, with the indexes that lists are read from (src/storage/database.ts). */
function createStores(db) {
  const posts = db.createObjectStore('posts', { keyPath: 'id' });
  posts.createIndex('key', ['feedId', 'key'], { unique: true });
  posts.createIndex('feed', ['feedId', 'at', 'id']);
  posts.createIndex('river', ['riverAt', 'id']);
  posts.createIndex('story', 'storyId');
  posts.createIndex('tags', 'tagAts', { multiEntry: true });
  posts.createIndex('join', 'joinKeys', { multiEntry: true });
  posts.createIndex('hidden', 'hiddenAt');
  db.createObjectStore('bodies', { keyPath: 'postId' });
  const unread = db.createObjectStore('unread', { keyPath: 'postId' });
  unread.createIndex('feed', ['feedId', 'at', 'postId']);
  unread.createIndex('river', ['riverAt', 'postId']);
  unread.createIndex('tags', 'tagAts', { multiEntry: true });
}

/** Fetches, cuts, and puts for each post the rows that ours are: the same stores and indexes, no parsing and no question. */
globalThis.fetchAndPutRows = async (urls) => {
  etags.clear();
  const database = await openNew(createStores);
  let last = 0;
  await each(urls, async (url) => {
    const posts = await postsAt(url);
    const feedId = urls.indexOf(url) + 1;
    const writing = database.transaction(['posts', 'bodies', 'unread'], 'readwrite');
    for (const [i, html] of posts.entries()) {
      const id = ++last;
      const at = 1_760_000_000_000 - i * 86_400_000;
      const shared = { feedId, at, riverAt: at, tagAts: [['news', at, id]] };
      const link = `https://site-${feedId}.example/posts/${i}`;
      const title = `Post ${i} of ${feedId}`;
      const joinKeys = [`l:${link}`, `g:urn:${feedId}:${i}`, `t:${id.toString(36)}`];
      const more = { seenAt: at, publishedAt: at, snippet: html.slice(0, 300), fingerprint: `f${id}` };
      writing.objectStore('posts').add({
        id,
        key: `i:urn:${feedId}:${i}`,
        title,
        link,
        joinKeys,
        ownTags: ['news'],
        ...shared,
        ...more,
      });
      writing.objectStore('bodies').add({ postId: id, html });
      writing.objectStore('unread').add({ postId: id, ...shared });
    }
    await ended(writing);
  });
  database.close();
};

chrome.runtime.onMessage.addListener(() => false);
