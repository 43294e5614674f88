import { UnreadableInputError } from '../errors';
import type { Bytes } from './bytes';
import { Scratch } from './scratch';

/** A file's bytes as UTF-8, whatever it was written in; they take the place of the given ones. Throws {@link UnreadableInputError} when it is no text. */
export function utf8Of(bytes: Bytes, source: string): Bytes {
  const start = bytes.from(0);
  if (start.length === 0) throw new UnreadableInputError(`${source}: the file is empty`);
  if (start.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004', 'latin1'))) {
    throw new UnreadableInputError(
      `${source}: this is a binary plan; write it as JSON first with 'terraform show -json ${source} > plan.json'`,
    );
  }
  const wide = wideEncoding(start);
  if (wide !== undefined) return recoded(bytes, wide);
  try {
    const texts = decoded(bytes, new TextDecoder('utf-8', { fatal: true }));
    while (texts.next().done !== true) continue;
    return bytes;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw error;
    throw new UnreadableInputError(`${source}: the file is neither UTF-8 nor UTF-16 text, so it is no plan in JSON`);
  }
}

function wideEncoding([first, second]: Buffer): string | undefined {
  if ((first === 0xff && second === 0xfe) || (second === 0 && first !== 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return 'utf-16be';
  return undefined;
}

function recoded(bytes: Bytes, encoding: string): Bytes {
  const copy = new Scratch();
  for (const text of decoded(bytes, new TextDecoder(encoding))) copy.append(Buffer.from(text));
  bytes.close();
  return copy;
}

function* decoded(bytes: Bytes, decoder: TextDecoder): Generator<string> {
  for (let place = 0; place < bytes.size;) {
    const chunk = bytes.from(place);
    if (chunk.length === 0) break;
    place += chunk.length;
    yield decoder.decode(chunk, { stream: true });
  }
  yield decoder.decode();
}
