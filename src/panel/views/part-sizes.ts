/** What the parts of a list measure before they were drawn, in pixels. */
export const cardHeight = 92;
export const headHeight = 40;
/** Drawn at once: the rows of the first page. */
export const drawnAtFirst = 50;
