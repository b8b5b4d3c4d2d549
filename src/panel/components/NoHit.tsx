/** Nothing answers: a telescope under an empty sky. */
export const NoHit = () => (
  <svg class="picture" viewBox="0 0 120 64" aria-hidden="true">
    <path
      class="picture-line"
      d="m38 38 34-16 4 8-34 16zM72 20l8-4 6 13-8 4M56 40l-8 20M58 39l10 21M57 40v20"
    />
    <path class="picture-dot" d="M98 8h.01M108 22h.01M20 14h.01M30 24h.01M92 40h.01" />
  </svg>
);
