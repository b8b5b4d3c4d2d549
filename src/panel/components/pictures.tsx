/** Small drawings for pages that have nothing to list: a night sky in a few lines. */

/** Nothing left to read: a quiet horizon under one star. */
export const CalmSky = () => (
  <svg class="picture" viewBox="0 0 120 64" aria-hidden="true">
    <path class="picture-line" d="M6 52c18-7 36-7 54 0s36 7 54 0M20 59c14-4 27-4 40 0s26 4 40 0" />
    <path
      class="picture-star"
      d="M60 8q1.600 11 13 12.500q-11.400 1.500-13 12.500q-1.600-11-13-12.500q11.400-1.500 13-12.500z"
    />
    <path class="picture-dot" d="M24 20h.01M98 14h.01M88 32h.01M34 36h.01" />
  </svg>
);

/** No feeds yet: signals that wait for a receiver. */
export const FirstSignal = () => (
  <svg class="picture" viewBox="0 0 120 64" aria-hidden="true">
    <path class="picture-line" d="M48 18a28 28 0 0 1 28 28M48 4a42 42 0 0 1 42 42" />
    <path class="picture-star" d="M48 32q1.600 12 15 14q-13.400 2-15 14q-1.600-12-15-14q13.400-2 15-14z" />
    <path class="picture-dot" d="M18 16h.01M104 18h.01M24 52h.01" />
  </svg>
);
