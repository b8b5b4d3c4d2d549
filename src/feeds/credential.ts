/** What a person gives so that a server lets them read a feed of their own. */
export type Credential =
  | { kind: 'basic'; user: string; password: string }
  | { kind: 'bearer'; token: string }
  | { kind: 'header'; name: string; value: string };

/** Why a credential cannot be sent, as the end of a locale key (`credential_<flaw>`). */
export type CredentialFlaw = 'empty' | 'colon' | 'token' | 'header-name' | 'header-value';

/** RFC 9110, 5.6.2. */
const token = /^[\w!#$%&'*+.^`|~-]+$/;
/** RFC 6750, 2.1. */
const bearer = /^[\w.~+/-]+=*$/;
/** Headers that a page may not set (Fetch, "forbidden request-header"), or that would break the request. */
const forbidden =
  /^(accept-(charset|encoding)|access-control-.*|connection|content-.*|cookie2?|date|dnt|expect|host|if-.*|keep-alive|origin|proxy-.*|range|referer|sec-.*|set-cookie|te|trailer|transfer-encoding|upgrade|via|x-(http-)?method(-override)?)$/i;

/** What is wrong with a credential; undefined when it can be sent. */
export function flawOf(credential: Credential): CredentialFlaw | undefined {
  switch (credential.kind) {
    case 'basic':
      if (credential.user + credential.password === '') return 'empty';
      // RFC 7617, 2: the first colon ends the name.
      return credential.user.includes(':') ? 'colon' : undefined;
    case 'bearer':
      if (credential.token === '') return 'empty';
      return bearer.test(credential.token) ? undefined : 'token';
    case 'header':
      if (credential.name + credential.value === '') return 'empty';
      if (!token.test(credential.name) || forbidden.test(credential.name)) return 'header-name';
      return /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(credential.value) ? undefined : 'header-value';
  }
}

/** The header that carries it: name and value. */
export function headerOf(credential: Credential): [name: string, value: string] {
  switch (credential.kind) {
    case 'basic':
      return ['Authorization', `Basic ${base64(`${credential.user}:${credential.password}`)}`];
    case 'bearer':
      return ['Authorization', `Bearer ${credential.token}`];
    case 'header':
      return [credential.name, credential.value];
  }
}

/** RFC 7617, 2.1: UTF-8. */
function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
