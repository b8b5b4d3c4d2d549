/** Where credentials meet texts: what to strike out, and what an address holds. */
import { type Credential, flawOf, headerOf } from './credential.ts';

/** Every text in it that must not be seen, also as it goes over the wire. */
export function secretsOf(credential: Credential): string[] {
  const [, sent] = headerOf(credential);
  const value = sent.replace(/^(Basic|Bearer) /, '');
  return credential.kind === 'basic' ? [credential.user, credential.password, value] : [value];
}

/** An address without the name and password in it, and these as a credential: fetch takes no address that holds them. */
export function splitAddress(address: string): { url: string; credential?: Credential } {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || url.username + url.password === '') return { url: address };
  const credential: Credential = {
    kind: 'basic',
    user: decoded(url.username),
    password: decoded(url.password),
  };
  url.username = '';
  url.password = '';
  return { url: url.href, ...(flawOf(credential) === undefined && { credential }) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
