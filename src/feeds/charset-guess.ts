/** Guesses an encoding nobody named. Undefined when nothing fits well. */
export function guessCharset(_bytes: Uint8Array): string | undefined {
  return undefined;
}
