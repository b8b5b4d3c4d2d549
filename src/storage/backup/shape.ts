/** Is a value what it should be? Whatever comes out of a file is asked this before it is believed. */
export type Check = (value: unknown) => boolean;

/** A check for each field of a row; a field added to the row and forgotten here does not compile. */
export type Shape<Row> = { [Field in keyof Required<Row>]: Check };

export const text: Check = (value) => typeof value === 'string';
export const number: Check = (value) => Number.isFinite(value);
export const whole: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
export const yes: Check = (value) => value === true;
/** Whether it is there or not; any other check wants it to be there. */
export const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
export const list =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
/** A list of these, one check a place. */
export const tuple =
  (...checks: Check[]): Check =>
  (value) =>
    Array.isArray(value) && value.length === checks.length && checks.every((check, i) => check(value[i]));
export const oneOf =
  (...allowed: unknown[]): Check =>
  (value) =>
    allowed.includes(value);
/** Names that are a person's or the wire's, each with a value. */
export const record =
  (check: Check): Check =>
  (value) =>
    isObject(value) && Object.values(value).every(check);
/** These fields as they should be; others may stand beside them. */
export const shaped =
  (shape: Record<string, Check>): Check =>
  (value) =>
    isObject(value) && Object.entries(shape).every(([field, check]) => check(value[field]));
/** One of several kinds, told by a word of its own ("kind", "do"). */
export const told = (field: string): Check => shaped({ [field]: text });
export const bytes: Check = (value) => value instanceof Uint8Array;

/** A plain object, of whatever fields. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
