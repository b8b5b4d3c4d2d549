import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** A server on loopback with TLS whose certificate no browser believes. */
export interface SelfSigned {
  /** https://tls.localhost:… */
  address: string;
  /** How many requests came through: none, where the browser does as it should. */
  asked(): number;
  close(): Promise<void>;
}

export async function startSelfSigned(): Promise<SelfSigned> {
  const pem = readFileSync(new URL('self-signed.pem', import.meta.url));
  let asked = 0;
  const server = createServer({ cert: pem, key: pem }, (_request, response) => {
    asked += 1;
    response.end('Auth=key');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    address: `https://tls.localhost:${(server.address() as AddressInfo).port}`,
    asked: () => asked,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
