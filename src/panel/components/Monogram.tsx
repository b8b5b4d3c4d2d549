/** A feed's first letter on a quiet tile; its hue comes from the feed's id, so that it stays. */
export function Monogram({ name, seed }: { name: string; seed: number }) {
  const letter = [...name.replace(/^[^\p{L}\p{N}]+/u, '')][0] ?? '·';
  return (
    <span class="monogram" style={{ '--hue': String((seed * 137) % 360) }} aria-hidden="true">
      {letter.toLocaleUpperCase()}
    </span>
  );
}
