import { createHash } from 'node:crypto';
import 'fake-indexeddb/auto';
import { IDBObjectStore, IDBRequest } from 'fake-indexeddb';
import { fakeBrowser } from '../fakes/browser.ts';
import { fakeNavigator } from '../fakes/navigator.ts';
import { randomOf } from '../random.ts';
import type { Code, Outside } from './bundle.ts';
import { type Disk, silence } from './disk.ts';

/** Answers as a server of the web: a status, headers, and a text. */
export type Web = (
  url: string,
  headers: Headers,
  body?: string,
) => { status: number; headers?: HeadersInit; text?: string };

/** The life whose code is running: there is one at a time. */
let alive: Life | undefined;

/**
 * One life of the worker and its panel over a disk. Everything the code waits for (an event of the database, an answer of
 * the browser or of the web, a timer, a lock) comes through here, is counted, and comes in an order that the seed draws
 * where several are ready. At the answer number `cutAt` the life ends: what was under way is taken back, the answer is
 * not given, and no line of its code runs any more. Time stands still but for timers, which ring when all else is done.
 */
export class Life {
  /** How many answers the code was given. */
  answers = 0;
  isDead = false;
  readonly errors: unknown[] = [];
  readonly browser;
  /** The same as the code sees it. */
  readonly apis;
  readonly code: Code;
  private readonly random;
  private readonly ready: (() => void)[] = [];
  private timers: { id: number; at: number; ring: () => void }[] = [];
  private readonly opening = new Set<object>();
  private waiting = 0;
  private time = 0;
  private lastTimer = 0;

  constructor(
    make: (outside: Outside) => Code,
    private readonly disk: Disk,
    private readonly web: Web,
    seed: number,
    private readonly cutAt = Number.POSITIVE_INFINITY,
  ) {
    alive = this;
    this.random = randomOf(seed);
    this.browser = fakeBrowser(disk.stored);
    this.apis = this.counted({ ...this.browser });
    Object.assign(globalThis, { browser: this.apis });
    this.code = make(this.outside());
  }

  get now(): number {
    return this.disk.now;
  }

  /** Lets something be done, and waits until all that follows of it is done, or the life has ended; answers what it gave. */
  async run<T>(act: () => T | Promise<T>): Promise<T | undefined> {
    if (this.isDead) return undefined;
    let isDone = false;
    let given: T | undefined;
    const doing = async () => {
      given = await act();
    };
    const end = () => {
      isDone = true;
    };
    doing().then(end, (error) => {
      this.errors.push(error);
      end();
    });
    for (let quiet = 0; !this.isDead && quiet < 5; quiet = this.step() || !isDone ? 0 : quiet + 1)
      await new Promise((resolve) => setImmediate(resolve));
    return given;
  }

  /** The alarm rings, as it does once a minute. */
  async ring(): Promise<void> {
    await this.run(() => void this.browser.alarms.onAlarm.emit({ name: 'check-due-feeds' }));
  }

  /** A page of ours asks the worker; an answer that tells of trouble is an error. */
  ask(name: string, payload = {}): Promise<void> {
    const sender = { id: this.browser.runtime.id };
    const hear = (reply: { error?: unknown; value?: { trouble?: unknown } }) => {
      const trouble = reply.error ?? reply.value?.trouble;
      if (trouble !== undefined) this.errors.push(trouble);
    };
    return this.run(
      () =>
        new Promise((resolve) =>
          this.browser.runtime.onMessage.emit({ name, payload }, sender, (reply: object) => {
            hear(reply);
            resolve();
          }),
        ),
    );
  }

  /** Ends the life here. */
  end(): Promise<void> {
    this.kill();
    return this.disk.settle();
  }

  /** The database has something to tell: to be called before its listeners hear it. */
  hears(target: object, type: string): void {
    const isHeard = (target as Record<string, unknown>)[`on${type}`];
    if (isHeard && !spins.has(target) && !this.isDead && !this.mayAnswer()) silence(target);
  }

  /** Gives one answer, or rings the next timer; answers whether anything goes on. */
  private step(): boolean {
    const [answer] = this.ready.splice(this.random.below(this.ready.length), 1);
    if (answer !== undefined) answer();
    if (answer !== undefined || this.waiting > 0 || this.opening.size > 0 || this.disk.isBusy) return true;
    const [next] = this.timers.sort((a, b) => a.at - b.at || a.id - b.id);
    if (next === undefined) return false;
    this.timers.shift();
    this.time = next.at;
    if (this.mayAnswer()) next.ring();
    return true;
  }

  private mayAnswer(): boolean {
    this.answers += 1;
    if (this.answers === this.cutAt) this.kill();
    return !this.isDead;
  }

  private kill(): void {
    this.isDead = true;
    this.ready.length = 0;
    this.timers = [];
    this.disk.cutOff(this.opening);
  }

  /** The answer comes when it is drawn; never, once the life has ended. */
  private later<T>(answer: T | Promise<T>): Promise<T> {
    this.waiting += 1;
    return new Promise((resolve, reject) => {
      const give = (act: () => void) => {
        this.waiting -= 1;
        if (!this.isDead) this.ready.push(() => this.mayAnswer() && act());
      };
      Promise.resolve(answer).then(
        (value) => give(() => resolve(value)),
        (error) => give(() => reject(error)),
      );
    });
  }

  /** The same APIs, with every promise they give counted. */
  private counted<T extends object>(apis: T): T {
    const entries = Object.entries(apis).map(([name, api]) => {
      if (typeof api === 'object') return [name, this.counted(api)];
      if (typeof api !== 'function') return [name, api];
      return [
        name,
        (...words: unknown[]) => {
          const answer = api(...words);
          return answer instanceof Promise ? this.later(answer) : answer;
        },
      ];
    });
    return Object.fromEntries(entries);
  }

  private outside(): Outside {
    const { disk, errors } = this;
    const later = <T>(answer: T | Promise<T>) => this.later(answer);
    const setTimeout = (ring: () => void, ms = 0) => {
      this.lastTimer += 1;
      if (!this.isDead) this.timers.push({ id: this.lastTimer, at: this.time + ms, ring });
      return this.lastTimer;
    };
    const clearTimeout = (id: number) => {
      this.timers = this.timers.filter((timer) => timer.id !== id);
    };
    return {
      setTimeout,
      clearTimeout,
      // They only keep a browser from stopping a worker that is at work.
      setInterval: () => 0,
      clearInterval: () => {},
      navigator: fakeNavigator(() => new Promise((resolve) => setTimeout(() => resolve(), 5))),
      indexedDB: {
        open: (name: string, version?: number) => this.opened(disk.indexedDB.open(name, version)),
        deleteDatabase: (name: string) => disk.indexedDB.deleteDatabase(name),
        databases: () => later(disk.indexedDB.databases()),
      },
      fetch: (url: string, { headers, body }: { headers: Headers; body?: string }) =>
        later(this.answerOf(url, headers, body)),
      Response: class extends Response {
        override text = () => later(super.text());
        override arrayBuffer = () => later(super.arrayBuffer());
        override blob = () => later(super.blob());
      },
      crypto: {
        randomUUID: () => '11111111-2222-3333-4444-555555555555',
        subtle: {
          digest: (_: string, bytes: Uint8Array) =>
            later(new Uint8Array(createHash('sha256').update(bytes).digest()).buffer),
        },
      },
      performance: { now: () => 0 },
      Date: class extends Date {
        constructor(...words: [] | [number | string]) {
          super(...((words.length === 0 ? [disk.now] : words) as [number]));
        }
        static override now = () => disk.now;
      },
      Math: Object.create(Math, { random: { value: () => 0.5 } }),
      reportError: (error: unknown) => void errors.push(error),
      BroadcastChannel: undefined,
    };
  }

  private opened(request: object): object {
    this.opening.add(request);
    for (const type of ['success', 'error'])
      (request as EventTarget).addEventListener(type, () => this.opening.delete(request));
    return request;
  }

  private answerOf(url: string, headers: Headers, sent: string | undefined): Response {
    const { status, text = '', ...rest } = this.web(url, headers, sent);
    const bytes = new TextEncoder().encode(text);
    const parts = [bytes.subarray(0, bytes.length / 2), bytes.subarray(bytes.length / 2)];
    const body = new ReadableStream({
      pull: async (controller) => {
        const part = await this.later(parts.shift());
        if (part === undefined) controller.close();
        else controller.enqueue(part);
      },
    });
    return new Response(status === 304 ? null : body, { status, ...rest });
  }
}

/**
 * Dexie.waitFor asks for no row, again and again, to keep a transaction open: as often as the machine likes, and nobody
 * waits for these answers.
 */
const spins = new WeakSet<object>();
const { get } = IDBObjectStore.prototype;
IDBObjectStore.prototype.get = function (key) {
  const asked = get.call(this, key);
  if (key === Number.NEGATIVE_INFINITY) spins.add(asked);
  return asked;
};

/** Every event of every database passes here first. */
const events = Object.getPrototypeOf(IDBRequest.prototype) as { dispatchEvent(event: Event): boolean };
const dispatch = events.dispatchEvent;
events.dispatchEvent = function (this: object, event: Event) {
  alive?.hears(this, event.type);
  return dispatch.call(this, event);
};
