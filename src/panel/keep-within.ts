/** No picture is higher than so many pixels, none so many times higher than it is wide. */
const MOST_PIXELS = 12_000;
const MOST_STRETCH = 30;

/** Takes away names, which scripts find things by, links of what is no link (MathML has them), and heights without end. */
export function keepWithin(element: Element): void {
  element.removeAttribute('name');
  if (!/^(a|area)$/.test(element.localName)) element.removeAttribute('href');
  if (element.closest('math') !== null) keepFormula(element);
  else if (element.hasAttribute('height')) keepHeight(element);
}

function keepHeight(element: Element): void {
  const height = Number(element.getAttribute('height'));
  const width = Number(element.getAttribute('width') ?? height);
  const isPicture = /^(img|video)$/.test(element.localName);
  if (isPicture && height <= MOST_PIXELS && height <= width * MOST_STRETCH) return;
  element.removeAttribute('height');
  if (isPicture) element.removeAttribute('width');
}

const LENGTHS = [
  'width',
  'height',
  'depth',
  'lspace',
  'voffset',
  'mathsize',
  'minsize',
  'maxsize',
  'linethickness',
];

/** A formula's lengths are a few em; what is thousands long, or pulls it out of its place, is no formula. */
function keepFormula(element: Element): void {
  for (const name of LENGTHS)
    if (/^\s*-|\d{4}/.test(element.getAttribute(name) ?? '')) element.removeAttribute(name);
}
