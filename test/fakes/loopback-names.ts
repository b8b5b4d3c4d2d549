import dns from 'node:dns';

/** Lets Node find NAME.localhost on 127.0.0.1, as browsers do (RFC 6761, 6.3); the system's resolver may not. */
export function resolveLoopbackNames(): void {
  const lookup = dns.lookup as (host: string, options: object, done: (...args: unknown[]) => void) => void;
  dns.lookup = ((host: string, options: { all?: boolean }, done: (...args: unknown[]) => void) => {
    if (!host.endsWith('.localhost')) return lookup(host, options, done);
    if (options.all) done(null, [{ address: '127.0.0.1', family: 4 }]);
    else done(null, '127.0.0.1', 4);
  }) as typeof dns.lookup;
}
