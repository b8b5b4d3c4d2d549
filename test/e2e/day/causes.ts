import type { ProxiedRequest } from '../../fakes/logging-proxy.ts';

/** Why a host may be asked: the promise's own list. */
export type Cause =
  | 'a feed that is subscribed to'
  | 'a feed that is previewed'
  | 'where a feed redirects'
  | "the icon of a feed's own site"
  | 'a picture, by setting'
  | 'a picture, by a click'
  | 'sound, by a click'
  | 'a full text, by a click'
  | 'a link that was opened';

interface Allowance {
  cause: Cause;
  host: string;
  path: RegExp;
  /** From which request of the log on. */
  from: number;
  count: number;
}

/** Holds each request of a log against what was done before it. */
export class Causes {
  private readonly allowances: Allowance[] = [];

  /** `host` is the first label of NAME.localhost. */
  constructor(private readonly log: ProxiedRequest[]) {}

  /** From now on a host may be asked for these paths. */
  allow(cause: Cause, host: string, path = /^/): void {
    this.allowances.push({ cause, host, path, from: this.log.length, count: 0 });
  }

  /** What was asked for without a cause; counts the others to theirs, the newest where there are several. */
  leftOver(isOfBrowser: (host: string) => boolean): string[] {
    for (const each of this.allowances) each.count = 0;
    const left: string[] = [];
    this.log.forEach(({ host, path, method }, at) => {
      if (isOfBrowser(host)) return;
      const name = host.replace(/\.localhost(:\d+)?$/, '');
      const found = this.allowances.findLast(
        (each) => each.host === name && each.from <= at && each.path.test(path),
      );
      if (found === undefined) left.push(`${method} ${host}${path}`);
      else found.count++;
    });
    return left;
  }

  /** What was allowed and not asked for: then the day did not do what it says. */
  unused(): string[] {
    return this.allowances.filter(({ count }) => count === 0).map(({ cause, host }) => `${host}: ${cause}`);
  }

  /** Every host with its causes. */
  table(): string {
    return this.allowances
      .map(({ cause, host, count }) => `${host.padEnd(12)} ${String(count).padStart(3)}  ${cause}`)
      .sort()
      .join('\n');
  }
}
