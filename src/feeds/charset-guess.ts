import { showC1 } from './garbled.ts';

/** Signs that make up most of a text in some language; where a wrong encoding is tried they are rare. */
const KANA = /[ぁ-んァ-ヶー、。「」]/g;
const HANZI =
  /[的一是了不我在人有他这這个個上们們来來到时時大地为為子中你说說生国國年着著就那和要她出也得里裡后後自以会會家可下而过過天去能对對小多然于於心学學么麼之都好看起发發当當没沒成只如事把还還用第样樣道想作种種开開美总總从從无無情己面最女但现現前些所同日手又行意动動方期它头頭经經长長儿兒回位分爱愛老因很给給名法间間斯知世什两兩次使身者被高已亲親其进進此话話常与與活正感见見明问問力理尔爾点點文几幾定本公特做外孩相西果走将將月十实實向声聲车車全信重三机機工物气氣每并別别真打太新比才便夫再书書部水像眼等体體却卻加电電主界门門利海受听聽表德少克代员員许許先口由死安写寫性马馬光白或住难難望教命花结結乐樂色更拉东東神记記处處让讓母父应應直字场場平报報友关關放至张張认認接告入笑内內英军軍候民岁歲往何度山觉覺路带帶万萬男边邊风風解叫任金快原吃妈媽变變通师師立象数數四失满滿战戰远遠格士音轻輕目条條呢业業系列专專漫画畫移件改有助希翻易容归歸]/g;
const HANGUL =
  /[이다는의에가을를은로고하지한도서기사어시대자인리나아부그정수전해일보원들스라게여면만년니동주성있으국공제상오구장신무것안과소비화위했된되마트선때문모내경우미생관유방계분세조진실연말용중개발표라시요영적입닉네임글블록]/g;
const CYRILLIC = /[оеаинтсрвлкмдпуяыьзбг]/g;
const HEBREW = /[יאהמלרשותבנםדקחפ]/g;
const THAI = /[นราอ่สมวง้กเบใตั์ทไยดิุหแีคะำล]/g;
const GREEK = /[αοιετσνηυρπκμλςίόάέ]/g;
const ARABIC = /[اليمونرتبدعهفسكقحجةأ]/g;
const WESTERN = /[éèàçêâîôûùëïäöüßñáíóúãõåæøœ’‘“”–—…«»°£©€·]/g;

/** An encoding that fits no bytes of another by accident starts with something in hand. */
const CANDIDATES: { encoding: string; common: RegExp; start: number }[] = [
  { encoding: 'windows-1252', common: WESTERN, start: 0 },
  { encoding: 'shift_jis', common: KANA, start: 0.3 },
  { encoding: 'euc-jp', common: KANA, start: 0.3 },
  { encoding: 'gbk', common: HANZI, start: 0.3 },
  { encoding: 'big5', common: HANZI, start: 0.3 },
  { encoding: 'euc-kr', common: HANGUL, start: 0.3 },
  { encoding: 'windows-1251', common: CYRILLIC, start: 0 },
  { encoding: 'koi8-r', common: CYRILLIC, start: 0 },
  { encoding: 'iso-8859-5', common: CYRILLIC, start: 0 },
  { encoding: 'windows-1255', common: HEBREW, start: 0 },
  { encoding: 'windows-874', common: THAI, start: 0 },
  { encoding: 'windows-1253', common: GREEK, start: 0 },
  { encoding: 'windows-1256', common: ARABIC, start: 0 },
];

/** Fewer characters beyond ASCII show no language, and a lower share of common ones no certainty. */
const ENOUGH = 8;
const CERTAIN = 0.55;
/** Bytes that are looked at. */
const SAMPLE = 20_000;

/** Guesses the encoding of bytes that nobody labelled, by the signs its language uses most. Undefined when unsure. */
export function guessCharset(bytes: Uint8Array): string | undefined {
  const sample = bytes.subarray(0, SAMPLE);
  let best: string | undefined;
  let bestScore = CERTAIN;
  for (const { encoding, common, start } of CANDIDATES) {
    const score = start + shareOfCommon(sample, encoding, common);
    if (score <= bestScore) continue;
    bestScore = score;
    best = encoding;
  }
  return best;
}

/** 0 to 1; minus 1 when the bytes do not fit (but for a character cut at the sample's end) or are too few. */
function shareOfCommon(bytes: Uint8Array, encoding: string, common: RegExp): number {
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return -1;
  }
  const runs = text.match(/[\u0080-\uffff]+/g) ?? [];
  const beyondAscii = showC1(runs.join(''));
  if (beyondAscii.length < ENOUGH) return -1;
  // In the Latin alphabet such letters stand alone between others.
  if (common === WESTERN && beyondAscii.length / runs.length > 2) return -1;
  return (beyondAscii.match(common)?.length ?? 0) / beyondAscii.length;
}
