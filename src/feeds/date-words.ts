/**
 * Month names by their beginnings, lower case, accents dropped. Where two languages differ, the longer beginning is
 * looked up first. English, German, French, Spanish, Italian, Portuguese, Dutch, Scandinavian, Finnish, Polish,
 * Czech, Hungarian, Romanian, Turkish, Indonesian, Greek, Russian, Ukrainian and Arabic.
 */
const MONTH_STARTS: string[] = [
  'jan jän ene gen janv tammi sty led ian oca ιαν янв січ يناير',
  'feb fev fév helmi lut uno sub şub φεβ фев лют فبراير',
  'mar mär mrt maart maalis brez bře μαρ мар бер مارس',
  'apr avr abr huhti kwi dub nis απρ απρι апр кві ابريل',
  'may mai mag mei maj maio touko kve mayi μαι μαϊ май мая тра مايو',
  'jun juin giu kesa cze cerve čer čvn haz iun ιουν июн чер يونيو يونيه',
  'jul juil lug heina lip cervenc cervene čvc tem iul ιουλ июл лип يوليو يوليه',
  'aug aou ago elo sie srp agu ağu augu αυγ авг сер اغسطس',
  'sep set szept syys wrz zar eyl σεπ сен вер سبتمبر',
  'oct okt ott out loka paz rij eki οκτ окт жов اكتوبر',
  'nov noi marras lis kas noe νοε ноя лис نوفمبر',
  'dec dez dic joulu gru pros ara des déc δεκ дек гру ديسمبر',
];

/** Made when the first name is met: most dates have none, and taking letters apart is slow at a worker's start. */
let months: Map<string, number> | undefined;

function readMonths(): Map<string, number> {
  const numbered = MONTH_STARTS.flatMap((starts, i) =>
    starts.split(' ').map((start) => [start, i + 1] as const),
  );
  return new Map(numbered.map(([start, number]) => [plainLetters(start), number]));
}

/** 1 to 12 for a month's name in any of the languages above, whole or shortened. */
export function monthOf(word: string): number | undefined {
  months ??= readMonths();
  const plain = plainLetters(word);
  for (let length = Math.min(8, plain.length); length >= 3; length -= 1) {
    const month = months.get(plain.slice(0, length));
    if (month !== undefined) return month;
  }
  return undefined;
}

/** Minutes east of Greenwich. Where one name has several meanings, the one found in feeds most. */
const ZONES = new Map<string, number>();
const ZONE_TABLE: [hours: number, names: string][] = [
  [0, 'z ut utc gmt wet etc/gmt etc/utc zulu'],
  [-10, 'hst'],
  [-9, 'akst'],
  [-8, 'pst pt akdt'],
  [-7, 'mst mt pdt'],
  [-6, 'cst ct mdt'],
  [-5, 'est et cdt cot pet'],
  [-4, 'ast at edt clt'],
  [-3.5, 'nst'],
  [-3, 'adt brt art'],
  [-2.5, 'ndt'],
  [1, 'cet met mez bst west wat'],
  [2, 'cest mest mesz eet sast cat'],
  [3, 'eest msk trt eat'],
  [3.5, 'irst'],
  [4, 'msd gst'],
  [5, 'pkt uzt'],
  [5.5, 'ist'],
  [7, 'ict wib'],
  [8, 'sgt hkt awst pht myt'],
  [9, 'jst kst'],
  [9.5, 'acst'],
  [10, 'aest'],
  [10.5, 'acdt'],
  [11, 'aedt'],
  [12, 'nzst'],
  [13, 'nzdt'],
];
for (const [hours, names] of ZONE_TABLE) {
  for (const name of names.split(' ')) ZONES.set(name, hours * 60);
}

/**
 * Minutes east of Greenwich of a zone's name. Military letters count as UTC, since they were used with both signs
 * (RFC 5322, section 4.3), and so do short names nobody knows.
 */
export function zoneOf(word: string): number | undefined {
  const known = ZONES.get(word.toLowerCase());
  if (known !== undefined) return known;
  return /^(?:[A-IK-Z]|[A-Z]{3,5})$/.test(word) ? 0 : undefined;
}

/**
 * Words that stand in dates and say nothing: "4 de julio de 2004", "um 12:00 Uhr"; and the weekdays of Turkish and
 * Hungarian, which stand behind the year.
 */
const FILLERS = new Set(
  [
    'de del of at um uhr den le klo the a à г р в kl o os st nd rd th',
    'pazar pazartesi salı çarşamba perşembe cuma cumartesi',
    'vasárnap hétfő kedd szerda csütörtök péntek szombat',
  ]
    .join(' ')
    .split(' '),
);

export function isFiller(word: string): boolean {
  return FILLERS.has(word.toLowerCase().replace(/\.$/, ''));
}

function plainLetters(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
