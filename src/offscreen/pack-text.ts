import { fromBase64, toBase64 } from '../storage/backup/pack-numbers.ts';

/** No bucket of ours is that large unpacked: what goes on and on is none. */
const mostUnpacked = 1_000_000;

/** Text as base64(deflate-raw(UTF-8)): a third of its size, and each letter of it counts one byte in every browser. */
export async function packText(text: string): Promise<string> {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return toBase64(new Uint8Array(await new Response(packed).arrayBuffer()));
}

/** The text of packText; empty where it is damaged, none of its, or longer than any. */
export async function unpackText(packed: unknown): Promise<string> {
  const bytes = typeof packed === 'string' ? fromBase64(packed) : undefined;
  if (bytes === undefined) return '';
  const unpacked = new Blob([bytes])
    .stream()
    .pipeThrough(new DecompressionStream('deflate-raw'))
    .pipeThrough(upTo(mostUnpacked));
  return new Response(unpacked).text().catch(() => '');
}

/** Lets so many bytes through, and fails at the next. */
function upTo(most: number): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  let seen = 0;
  return new TransformStream({
    transform(chunk, controller) {
      seen += chunk.length;
      if (seen > most) controller.error(new RangeError('No bucket is that long.'));
      else controller.enqueue(chunk);
    },
  });
}
