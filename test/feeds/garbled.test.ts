import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { repairGarbled, showC1 } from '../../src/feeds/garbled.ts';

/** What a program shows that takes UTF-8 for windows-1252. */
function garble(text: string): string {
  const high = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
  const bytes = new TextEncoder().encode(text);
  return [...bytes]
    .map((byte) => (byte >= 0x80 && byte < 0xa0 ? (high[byte - 0x80] ?? '') : String.fromCharCode(byte)))
    .join('');
}

/** Words of twelve languages as they are rightly written, with the marks they come with. */
const CLEAN: Record<string, string> = {
  French: 'À l’école « déjà » où ça naît œuvre Noël MAÎTRE hôtel… – garçon île TÊTE-À-TÊTE',
  German: 'Größe „MENÜ“ ÄÖÜ äöü ß Straße Übung – 5 € ‚so‘ GRÖẞE',
  Spanish: '¿Qué? ¡Niño! «año» corazón pingüino ESPAÑA 25 ºC más',
  Portuguese: 'NÃO IRMÃ MAÇÃ “maçã” coração avô avó ÂNGULO pão São',
  Italian: 'perché città è più “così” CITTÀ l’università',
  Polish: 'Zażółć gęślą jaźń „ŁÓDŹ” Ćma',
  Czech: 'Příliš žluťoučký kůň úpěl „ďábelské ódy“',
  Turkish: 'İstanbul’da çağdaş öğün şıkça ÂLİM kâğıt',
  Russian: 'Съешь же ещё этих мягких «французских» булок — да',
  Greek: 'Ξεσκεπάζω την ψυχοφθόρα «βδελυγμία»',
  Japanese: '「いろはにほへと」ちりぬるを、漢字。',
  Vietnamese: 'Tiếng Việt Ân Ăn Ô ôn “Ấn Độ” À',
};

describe('repairGarbled', () => {
  test.each([
    ['donâ€™t', 'don’t'],
    ['Ã©tÃ©', 'été'],
    ['ï»¿Hello', 'Hello'],
    ['GroÃŸeltern', 'Großeltern'],
    ['caf\u00c3\u00a9', 'café'],
    ['it\u00e2\u0080\u0099s', 'it’s'],
    ['Coming-out Ã\u00a0 la russe', 'Coming-out à la russe'],
    ['parÂ\u00a0Aldo', 'par\u00a0Aldo'],
    ['5 Â£', '5 £'],
    ['Ð¿Ñ€Ð¸Ð²ÐµÑ‚', 'привет'],
    ['æ—¥æœ¬èªž', '日本語'],
    ['ðŸ˜€', '😀'],
  ])('%s is %s', (text, meant) => expect(repairGarbled(text)).toBe(meant));

  test('damage done twice is mended twice', () => {
    expect(repairGarbled(garble(garble('don’t été')))).toBe('don’t été');
  });

  test.each([
    'plain',
    'IRMÃ»',
    'MENÜ“',
    'Ã',
    'donâ€™t and “real” quotes',
    'the end of ROMÂ»',
    'Äö',
    'heiß… weiß…',
    garble('\u{10ffff}'),
  ])('%s stays', (text) => expect(repairGarbled(text)).toBe(text));

  test('clean text of twelve languages is never touched', () => {
    const all = Object.values(CLEAN).flatMap((text) => text.split(' '));
    const wordsOf = fc.constantFrom(all, ...Object.values(CLEAN).map((text) => text.split(' ')));
    const texts = wordsOf.chain((words) =>
      fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 30 }),
    );
    const spaces = fc.constantFrom(' ', '\u00a0', ' – ', '\n', '… ', '/', ', ');
    fc.assert(
      fc.property(texts, spaces, (parts, space) => {
        const text = parts.join(space);
        expect(repairGarbled(text)).toBe(text);
      }),
      { numRuns: Number(process.env.RUNS ?? 3_000) },
    );
  });

  test.each(Object.entries(CLEAN))('%s is mended after damage, and untouched without', (_, text) => {
    expect(repairGarbled(text)).toBe(text);
    expect(repairGarbled(garble(text))).toBe(text);
  });
});

test('C1 controls are shown as windows-1252 shows them', () => {
  expect(showC1('a\u0092b\u0081')).toBe('a’b\u0081');
});
