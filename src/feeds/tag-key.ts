/**
 * What makes two tags one: NFC, trimmed, inner white space collapsed, case folded, leading "#" dropped. Empty when
 * nothing is left.
 */
export function tagKey(tag: string): string {
  if (/^[a-z0-9]+$/.test(tag)) return tag;
  const plain = tag
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(?:#\s*)+/, '');
  return plain.toUpperCase().toLowerCase().normalize('NFC');
}
