import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Credential, flawOf, headerOf } from '../../src/feeds/credential.ts';
import { secretsOf, splitAddress } from '../../src/feeds/credential-texts.ts';
import { strikeOut, withoutSecrets } from '../../src/feeds/strike-out.ts';

describe('a credential', () => {
  test.each<[Credential, [string, string]]>([
    // RFC 7617, 2 and 2.1.
    [
      { kind: 'basic', user: 'Aladdin', password: 'open sesame' },
      ['Authorization', 'Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=='],
    ],
    [{ kind: 'basic', user: 'test', password: '123£' }, ['Authorization', 'Basic dGVzdDoxMjPCow==']],
    [{ kind: 'bearer', token: 'mF_9.B5f-4.1JqM' }, ['Authorization', 'Bearer mF_9.B5f-4.1JqM']],
    [{ kind: 'header', name: 'X-Api-Key', value: 'abc' }, ['X-Api-Key', 'abc']],
  ])('%j is sent as %j', (credential, header) => {
    expect(flawOf(credential)).toBeUndefined();
    expect(headerOf(credential)).toEqual(header);
  });

  test.each<[Credential, string]>([
    [{ kind: 'basic', user: '', password: '' }, 'empty'],
    [{ kind: 'basic', user: 'a:b', password: 'c' }, 'colon'],
    [{ kind: 'bearer', token: '' }, 'empty'],
    [{ kind: 'bearer', token: 'two words' }, 'token'],
    [{ kind: 'header', name: '', value: '' }, 'empty'],
    [{ kind: 'header', name: 'Cookie', value: 'a=b' }, 'header-name'],
    [{ kind: 'header', name: 'If-None-Match', value: '"x"' }, 'header-name'],
    [{ kind: 'header', name: 'Sec-Fetch-Mode', value: 'x' }, 'header-name'],
    [{ kind: 'header', name: 'X Key', value: 'x' }, 'header-name'],
    [{ kind: 'header', name: 'X-Key', value: 'a\r\nHost: b' }, 'header-value'],
    [{ kind: 'header', name: 'X-Key', value: '' }, 'header-value'],
  ])('%j cannot be sent: %s', (credential, flaw) => {
    expect(flawOf(credential)).toBe(flaw);
  });

  test('an address gives its name and password away, and is asked without them', () => {
    expect(splitAddress('https://me:p%40ss@host.example/feed?x=1')).toEqual({
      url: 'https://host.example/feed?x=1',
      credential: { kind: 'basic', user: 'me', password: 'p@ss' },
    });
    expect(splitAddress('https://me:%E0%A4%A@host.example/')).toEqual({
      url: 'https://host.example/',
      credential: { kind: 'basic', user: 'me', password: '%E0%A4%A' },
    });
    expect(splitAddress('https://a%3Ab:c@host.example/')).toEqual({ url: 'https://host.example/' });
    expect(splitAddress('https://host.example/feed')).toEqual({ url: 'https://host.example/feed' });
    expect(splitAddress('nonsense')).toEqual({ url: 'nonsense' });
  });
});

describe('struck out', () => {
  test.each([
    ['https://me:secret@host.example/feed', 'https://***@host.example/feed'],
    ['https://host.example/feed?token=abc&page=2', 'https://host.example/feed?token=***&page=2'],
    ['https://host.example/feed?user_id=7&api-key=k', 'https://host.example/feed?user_id=***&api-key=***'],
    ['https://host.example/private/f3a9c04b77e1aa02/feed.xml', 'https://host.example/private/***/feed.xml'],
    ['https://host.example/token/abc/feed.xml', 'https://host.example/token/***/feed.xml'],
    [
      'https://host.example/2026/04/a-long-title-of-a-post',
      'https://host.example/2026/04/a-long-title-of-a-post',
    ],
    ['https://host.example/feed?x=AbC1dEf2GhI3jKl4M', 'https://host.example/feed?x=***'],
    ['nonsense', '***'],
  ])('%s becomes %s', (address, struck) => {
    expect(withoutSecrets(address)).toBe(struck);
  });

  test('no secret of a credential is left in any text', () => {
    const name = fc.stringMatching(/^[\w!~-]{4,20}$/);
    fc.assert(
      fc.property(name, name, fc.string(), fc.string(), (user, password, before, after) => {
        const credential: Credential = { kind: 'basic', user, password };
        const secrets = secretsOf(credential);
        const address = `https://${encodeURIComponent(user)}:${encodeURIComponent(password)}@host.example/${password}`;
        const text = strikeOut(
          `${before} ${address} ${headerOf(credential)[1]} ${after} ${user}/${password}`,
          secrets,
        );
        // The struck-out mark itself is no secret.
        for (const secret of secrets) expect(text.replaceAll('***', '')).not.toContain(secret);
      }),
    );
    expect(secretsOf({ kind: 'bearer', token: 'abc' })).toEqual(['abc']);
    expect(secretsOf({ kind: 'header', name: 'X-Key', value: 'k' })).toEqual(['k']);
  });
});
