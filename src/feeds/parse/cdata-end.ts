/** A post's start tag. */
const POST = /<(?:[\w.-]+:)?(?:item|entry)[\s>]/g;

/**
 * Where CDATA that lacks its "]]>" should have ended, when the document shows that it does: posts begin in it, and it
 * runs to the end of the document (`close` undefined) or to the "]]>" of a later CDATA. That is the end tag of the
 * element it stands in, else the next post. Undefined when nothing speaks for it.
 */
export function endOfCdata(
  source: string,
  from: number,
  close: number | undefined,
  element: string,
): number | undefined {
  POST.lastIndex = from;
  const post = POST.exec(close === undefined ? source : source.slice(0, close))?.index;
  if (post === undefined) return undefined;
  const endTag = source.slice(from, post).indexOf(`</${element}>`);
  if (endTag >= 0) return from + endTag;
  // A "]]>" that is there counts for more than posts shown in a text.
  return close === undefined ? post : undefined;
}
