import type { Outcome } from '../feeds/outcome.ts';
import { type Ended, saveChecks } from '../storage/checks.ts';
import { advancePass } from '../storage/passes.ts';
import { type Asked, type CheckFacts, finished } from './finish-check.ts';

/** Written at the latest after so long, or when so many wait: a killed worker asks no more than these again. */
const waitMs = 250;
const most = 50;
/** So many hosts in a row without any answer: it is our network, not theirs. */
const hostsForOffline = 3;

interface Waiting {
  asked: Asked;
  outcome: Outcome;
  endedAt: number;
}

/**
 * Writes what the checks of a pass found that changes no post, several in one transaction: most checks find nothing
 * new, and then the writing would cost more than the asking. Counts the progress of the pass on the way.
 */
export class PassWriter {
  private waiting: Waiting[] = [];
  /** Feeds that could not be reached wait until another host answers: before that it may be us. */
  private unreached: Waiting[] = [];
  private wasAnswered = false;
  private done = 0;
  private written = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private writing: Promise<void> = Promise.resolve();
  /** Something could not be written: its feeds are still due. */
  private hasFailed = false;

  constructor(private readonly facts: CheckFacts) {}

  /** A check has ended and stored no post. */
  add(asked: Asked, outcome: Outcome): void {
    const ended = { asked, outcome, endedAt: this.facts.now() };
    if (outcome.kind === 'failed' && outcome.why === 'unreachable' && !this.wasAnswered)
      this.unreached.push(ended);
    else this.waiting.push(ended);
    if (asked.fetched?.headers !== undefined) this.believe();
    this.countDone();
  }

  /** A check has ended and its document is stored. */
  noteStored(): void {
    this.believe();
    this.countDone();
  }

  private countDone(): void {
    this.done += 1;
    if (this.waiting.length >= most) void this.write();
    else this.timer ??= setTimeout(() => void this.write(), waitMs);
  }

  /** Has no host answered that was asked, and were they more than one server's trouble explains? */
  isCutOff(): boolean {
    const hosts = new Set(this.unreached.map(({ asked }) => new URL(asked.due.feed.url).host));
    return !this.wasAnswered && hosts.size >= hostsForOffline;
  }

  /** A server has answered: those that did not are in trouble of their own. */
  private believe(): void {
    this.wasAnswered = true;
    this.waiting.push(...this.unreached);
    this.unreached = [];
  }

  /** Writes all that is left, and answers whether all could be written. Where nobody answered at all, no failure is counted. */
  async end(): Promise<{ hasFailed: boolean }> {
    const isOffline = this.isCutOff();
    this.waiting.push(...this.unreached);
    this.unreached = [];
    await this.write(isOffline);
    return { hasFailed: this.hasFailed };
  }

  private write(isOffline = false): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const batch = this.waiting;
    this.waiting = [];
    const done = this.done;
    this.writing = this.writing
      .then(() => this.store(batch, done, isOffline))
      .catch((error) => {
        this.hasFailed = true;
        reportError(error);
      });
    return this.writing;
  }

  private async store(batch: Waiting[], done: number, isOffline: boolean): Promise<void> {
    const facts = isOffline ? { ...this.facts, isOffline: () => true } : this.facts;
    const ended: Ended[] = batch.map(({ asked, outcome, endedAt }) => ({
      feedId: asked.due.feed.id,
      url: asked.due.feed.url,
      finish: () => finished(outcome, asked, facts, endedAt),
    }));
    if (ended.length > 0) await saveChecks(ended, this.facts.now());
    if (done === this.written) return;
    this.written = done;
    await advancePass(done);
  }
}
