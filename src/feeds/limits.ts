/** Every limit on what a feed may cost, in one place. What is beyond is cut or refused, and the outcome says so. */

/** Bytes of a document; the largest of 627 real feeds has 4.0 MB. Beyond: no feed, reason "too-large". */
export const MAX_BYTES = 10 * 1024 * 1024;
/** Posts kept of one document, the first ones. Beyond: repair "too-many-posts". */
export const MAX_POSTS = 20_000;
/** Open elements inside each other. Beyond, tags are dropped and their text stays: repair "too-deep". */
export const MAX_DEPTH = 256;
/** Characters of a post's body. Beyond: cut, repair "too-long-text". */
export const MAX_BODY = 2_000_000;
/** Characters of one text as it stands in the document, before entities are replaced. Beyond: cut, "too-long-text". */
export const MAX_RAW_TEXT = 4_000_000;
/** Characters of a title, a name, a summary's plain relatives: anything that is shown on a line. */
export const MAX_LINE = 2_000;
/** Characters of a guid or a link. A longer link is none. */
export const MAX_URL = 8_192;
/** Tags of one post, and characters of one tag. */
export const MAX_TAGS = 100;
export const MAX_TAG = 200;
/** Enclosures of one post; names of one post. */
export const MAX_ENCLOSURES = 100;
export const MAX_PEOPLE = 50;
/** Elements of one name in one place that are looked at. */
export const MAX_ALIKE = 1_000;
/** Characters of a list of words (itunes:keywords) and of a list of pictures (srcset) that are looked at. */
export const MAX_WORD_LIST = 20_000;
/** Attributes of one element, and namespace declarations in force at one place. */
export const MAX_ATTRIBUTES = 200;
export const MAX_NAMESPACES = 256;
/** Entities a DTD may declare, and characters of each. */
export const MAX_ENTITIES = 64;
export const MAX_ENTITY = 1_000;
/** Outlines of a subscription list; characters of one broken outline that are searched for its address. */
export const MAX_OUTLINES = 50_000;
export const MAX_OPML_LINE = 20_000;
/** Feeds proposed for one page. */
export const MAX_CANDIDATES = 50;
/** Characters of a text that are looked at for a date. */
export const MAX_DATE = 100;
