const BARS: Record<string, number[]> = {
  tickets: [14, 22, 31, 30, 29, 31, 28, 30, 30, 29, 31, 30],
  eleven: [6, 8, 7, 11, 12, 15, 14, 19, 21, 24, 26, 31],
};

/** The pictures of the demo's posts, drawn here. */
export function picture(name: string): string | undefined {
  if (name === 'contrast') return contrast();
  const values = BARS[name];
  return values && bars(values);
}

function bars(values: number[]): string {
  const top = Math.max(...values);
  const rects = values.map((value, index) => {
    const height = Math.round((value / top) * 130);
    return `<rect x="${index * 25 + 12}" y="${146 - height}" width="18" height="${height}" rx="2" fill="#5b6ad0"/>`;
  });
  return svg(160, `${rects.join('')}<path d="M8 146.5h304" stroke="#8a8fa3" fill="none"/>`);
}

function contrast(): string {
  const line = (y: number, color: string, words: string) =>
    `<text x="20" y="${y}" font-family="sans-serif" font-size="19" fill="${color}">${words}</text>`;
  return svg(120, line(48, '#c4c4c4', 'Can you read this line?') + line(88, '#3d3d46', 'And this one?'));
}

function svg(height: number, content: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 ${height}" width="320" height="${height}"><rect width="320" height="${height}" rx="6" fill="#f3f3f8"/>${content}</svg>`;
}

/** Two seconds of a quiet tone (8-bit WAV, 8 kHz): what the podcast's players play. */
export const TONE = tone();

function tone(): Buffer {
  const rate = 8000;
  const samples = Buffer.alloc(rate * 2);
  for (let i = 0; i < samples.length; i++)
    samples[i] = 128 + Math.round(12 * Math.sin((i * 440 * 2 * Math.PI) / rate));
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36);
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}
