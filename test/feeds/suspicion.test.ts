import fc from 'fast-check';
import { expect, test } from 'vitest';
import { repairGarbled } from '../../src/feeds/garbled.ts';
import { suspect } from '../../src/feeds/suspicion.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is asked about
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u0080-\u009f\ufffe\uffff]/;
const utf8 = (text: string) => new TextEncoder().encode(text);

/** The bytes at an offset that is no multiple of four, too. */
function shifted(bytes: Uint8Array, by: number): Uint8Array {
  const room = new Uint8Array(bytes.length + by);
  room.set(bytes, by);
  return room.subarray(by);
}

const characters = fc.constantFrom(
  ...[
    'a',
    ' ',
    '\n',
    '\r',
    '\t',
    'é',
    'Ã',
    '©',
    'â',
    '€',
    '™',
    'Â',
    '\u00a0',
    '語',
    '\ud83d\ude00',
    '\u007f',
  ],
  ...['\u0000', '\u001f', '\u0085', '\u0092', '\ufffe', '\uffff', '\ufffd', '\ufeff'],
);
const texts = fc.array(characters, { maxLength: 30 }).map((list) => list.join(''));

test('what is there is suspected, wherever it stands', () => {
  fc.assert(
    fc.property(texts, fc.nat(20), fc.nat(7), (text, room, by) => {
      const whole = `${'x'.repeat(room)}${text}${'x'.repeat(room)}`;
      const { controls, garbled } = suspect(shifted(utf8(whole), by));
      expect(controls).toBe(CONTROLS.test(whole));
      if (repairGarbled(whole) !== whole) expect(garbled || controls).toBe(true);
    }),
    { numRuns: 3_000 },
  );
});

test.each([
  'plain text\r\n\twith lines',
  'für Gruß, déjà vu, señor',
  '日本語のテキスト',
  'по-русски',
  '\u007f',
])('%j is free of suspicion', (text) =>
  expect(suspect(utf8(text))).toEqual({ controls: false, garbled: false }),
);

test.each(['donâ€™t', 'CafÃ©', 'Â©'])('%s is suspected', (text) =>
  expect(suspect(utf8(text)).garbled).toBe(true),
);

test.each(['\u0000', '\u001f', '\u0085', '\ufffe', '\uffff'])('%j is a control', (text) => {
  for (let room = 0; room < 9; room += 1) {
    expect(suspect(utf8(`${'x'.repeat(room)}${text}`))).toEqual({ controls: true, garbled: false });
  }
});

test.each(['\u00a0', '\ufffd', '\ufeff', 'é ', 'Á©'])('%j is free, too', (text) =>
  expect(suspect(utf8(text))).toEqual({ controls: false, garbled: false }),
);
