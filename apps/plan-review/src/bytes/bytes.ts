/** Bytes that are read where they are asked for. */
export interface Bytes {
  readonly size: number;
  /** The bytes from a place on, as many as are at hand and none only at the end; they are good until the next call. */
  from(place: number): Buffer;
  /** What the bytes of a range write in UTF-8. */
  text(start: number, end: number): string;
  /** Lets go of the file, if there is one. */
  close(): void;
}

/** Bytes that are in memory already. */
export class HeldBytes implements Bytes {
  constructor(private readonly buffer: Buffer) {}

  get size(): number {
    return this.buffer.length;
  }

  from(place: number): Buffer {
    return this.buffer.subarray(place);
  }

  text(start: number, end: number): string {
    return this.buffer.toString('utf8', start, end);
  }

  close(): void {
    // The memory goes with the object.
  }
}
