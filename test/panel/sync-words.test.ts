import { beforeEach, describe, expect, test } from 'vitest';
import english from '../../public/_locales/en/messages.json';
import type { TroubleCode } from '../../src/feeds/server-trouble.ts';
import { connectWords, syncWords, troubleWords } from '../../src/panel/sync-words.ts';
import { clock } from '../../src/panel/times.ts';
import { useWords } from '../../src/panel/words.ts';

const host = 'rss.example';
const now = Date.UTC(2026, 4, 14, 18, 30);
const soon = now + 4 * 60_000;
const at = clock(soon, { locale: 'en', timeZone: undefined });

beforeEach(() => useWords('en', english));

describe('who connects is told what to do, and nothing of trying again by itself', () => {
  test.each<TroubleCode>(['slow', 'cut-off', 'server-error', 'limited'])('%s', (code) => {
    expect(connectWords({ code, host, status: 500 }, now)).toMatch(/ Try again in a while\.$/);
    expect(connectWords({ code, host, retryAt: soon }, now)).toContain(` Try again at ${at}.`);
  });

  test('a wrong password comes right by no waiting', () => {
    expect(connectWords({ code: 'wrong-login', host }, now)).not.toContain('Try again');
  });
});

describe('a sync that failed says when it is tried again', () => {
  const said = (code: TroubleCode, missing?: number) =>
    syncWords({ trouble: { code, host }, nextAt: soon, ...(missing && { missing }) }, 200, now);

  test.each<TroubleCode>(['unreachable', 'slow', 'server-error', 'limited', 'storage'])('%s', (code) => {
    expect(said(code)).toContain(` It is tried again at ${at}.`);
    expect(said(code)).not.toContain('If it stays so');
  });

  test.each<TroubleCode>(['html', 'not-json', 'odd-answer', 'repeated-page', 'doubtful-marks'])(
    '%s, and what can be done if it stays',
    (code) => expect(said(code)).toMatch(/tried again at .* If it stays so, check the address/),
  );

  test.each<TroubleCode>(['reconnect', 'no-permission'])('%s waits for the person', (code) => {
    expect(said(code)).not.toContain('tried again');
  });

  test('and how much is missing', () => {
    expect(said('unreachable', 254)).toContain('200 of 454 posts are here');
  });
});

test('a feed that is declined without an error has no number', () => {
  const refused = { code: 'refused', host, status: 200, detail: 'Feed could not be added' } as const;
  expect(troubleWords(refused)).toBe('rss.example does not do this: Feed could not be added');
  expect(troubleWords({ ...refused, status: 400 })).toContain('(error 400)');
  expect(troubleWords({ code: 'refused', host, status: 400 })).toContain('does not say why');
});
