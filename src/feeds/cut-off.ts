/** Longer texts may end in dots for their own reasons. */
const LONGEST_BEGINNING = 3000;
const DOTS = /(?:…|\.\.\.)\s*[\])]?$/;
/** What publishing software puts where it cuts, in a few languages. */
const MORE =
  /(?:read (?:more|on|the (?:rest|full \w+|whole \w+))|continue reading|weiterlesen|lire la suite|leer más|続きを読む|اقرأ المزيد)[^\p{L}]*$/iu;
/** WordPress signs what it cuts. */
const SIGNATURE = /\s*the post .{1,300} (?:appeared first|first appeared) on .{1,200}$/is;

/** Is this plain text of a post only its beginning, cut off by who published it? */
export function isCutOff(text: string): boolean {
  const end = text.trim();
  if (end === '' || end.length > LONGEST_BEGINNING) return false;
  const bare = end.replace(SIGNATURE, '').trimEnd();
  return DOTS.test(bare) || MORE.test(bare.slice(-120));
}
