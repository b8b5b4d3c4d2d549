/** So many lines at the beginning of a text are looked at. */
const LINES = 3;
/** What may stand around a name in such a line: "By", "Written by", "von", "par", "por", "作者:". */
const AROUND = /^(?:(?:written |posted )?by|von|par|por|di|door|av|作者|著者|文)[\s:：]+|[\s.,:：·|–—-]+$/giu;

/** Is a line nothing but the name of who wrote the post? */
export function isByline(line: string, author: string): boolean {
  const plain = (text: string) =>
    text.trim().replace(/\s+/g, ' ').replace(AROUND, '').trim().toLocaleLowerCase('en');
  return plain(line) !== '' && plain(line) === plain(author);
}

/** Takes the line out of the beginning of a text that says its author again: the post's head names them already. */
export function dropByline(body: DocumentFragment, author: string): void {
  const lines = [...body.querySelectorAll('p, div, address, h2, h3, h4, h5, h6, li, span')]
    .filter((element) => element.querySelector('img, video, audio, p, div') === null)
    .filter((element) => element.textContent?.trim() !== '');
  lines
    .slice(0, LINES)
    .find((element) => isByline(element.textContent ?? '', author))
    ?.remove();
}
