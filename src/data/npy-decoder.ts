import { DataError } from "./errors.js";
import { float16 } from "./float16.js";
import { entryCount, type NpyHeader, type NpyType } from "./npy.js";

export type NpyNumbers =
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | BigUint64Array
  | Int8Array
  | Int16Array
  | Int32Array
  | BigInt64Array
  | Float32Array
  | Float64Array;

/** An array with its entries in row-major order; bool as 0 and 1, float16 widened to float32. */
export interface NpyArray {
  type: NpyType;
  shape: number[];
  values: NpyNumbers | string[];
}

type Read = (view: DataView, at: number, little: boolean) => number | bigint;

const NUMBERS: Record<string, [type: new (length: number) => NpyNumbers, read: Read]> = {
  bool: [Uint8Array, (view, at) => view.getUint8(at)],
  uint8: [Uint8Array, (view, at) => view.getUint8(at)],
  uint16: [Uint16Array, (view, at, little) => view.getUint16(at, little)],
  uint32: [Uint32Array, (view, at, little) => view.getUint32(at, little)],
  uint64: [BigUint64Array, (view, at, little) => view.getBigUint64(at, little)],
  int8: [Int8Array, (view, at) => view.getInt8(at)],
  int16: [Int16Array, (view, at, little) => view.getInt16(at, little)],
  int32: [Int32Array, (view, at, little) => view.getInt32(at, little)],
  int64: [BigInt64Array, (view, at, little) => view.getBigInt64(at, little)],
  float16: [Float32Array, (view, at, little) => float16(view.getUint16(at, little))],
  float32: [Float32Array, (view, at, little) => view.getFloat32(at, little)],
  float64: [Float64Array, (view, at, little) => view.getFloat64(at, little)],
};

const HOST_IS_BIG_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 0;

/** Takes the bytes behind a .npy header piece by piece, of any lengths, and makes the array of them. */
export class NpyDecoder {
  private readonly values: NpyNumbers | string[];
  private readonly place: (bytes: Uint8Array) => void;
  private readonly size: number;
  /** An entry of which the first bytes are here. */
  private readonly part: Uint8Array;
  private partLength = 0;
  private taken = 0;

  constructor(private readonly header: NpyHeader) {
    const { bigEndian, fortranOrder, shape, type } = header;
    const count = entryCount(shape);
    this.size = count * type.bytes;
    this.part = new Uint8Array(type.bytes);
    if (type.kind === "text") {
      const texts = (this.values = new Array<string>(count).fill(""));
      this.place = this.placeEach(texts, (view, at, little) =>
        textAt(view, at, type.bytes, little),
      );
      return;
    }
    const [numbers, read] = NUMBERS[type.name];
    const values = (this.values = new numbers(count));
    const asTheyAre =
      values.BYTES_PER_ELEMENT === type.bytes &&
      (type.bytes === 1 || bigEndian === HOST_IS_BIG_ENDIAN) &&
      (!fortranOrder || shape.length < 2);
    const raw = new Uint8Array(values.buffer);
    this.place = asTheyAre
      ? (bytes) => raw.set(bytes, this.taken)
      : this.placeEach(values as { [index: number]: unknown }, read);
  }

  /** @throws DataError when there are more bytes than the header announces. */
  push(bytes: Uint8Array): void {
    const given = this.taken + this.partLength + bytes.length;
    if (given > this.size) {
      throw new DataError(`too long: at least ${given} bytes, expected ${this.announced}`);
    }
    let from = 0;
    if (this.partLength > 0) {
      from = Math.min(this.part.length - this.partLength, bytes.length);
      this.part.set(bytes.subarray(0, from), this.partLength);
      this.partLength += from;
      if (this.partLength < this.part.length) return;
      this.take(this.part);
      this.partLength = 0;
    }
    const whole = bytes.length - ((bytes.length - from) % this.part.length);
    this.take(bytes.subarray(from, whole));
    this.part.set(bytes.subarray(whole));
    this.partLength = bytes.length - whole;
  }

  /** @throws DataError when bytes are missing. */
  finish(): NpyArray {
    const { header, partLength, taken, values } = this;
    if (taken < this.size) {
      throw new DataError(`truncated: ${taken + partLength} bytes, expected ${this.announced}`);
    }
    return { type: header.type, shape: header.shape, values };
  }

  private take(entries: Uint8Array): void {
    this.place(entries);
    this.taken += entries.length;
  }

  private placeEach<T>(
    values: { [index: number]: T },
    read: (view: DataView, at: number, little: boolean) => T,
  ): (bytes: Uint8Array) => void {
    const { bigEndian, type } = this.header;
    const places = placesOf(this.header);
    return (bytes) => {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      for (let at = 0; at < bytes.length; at += type.bytes) {
        values[places()] = read(view, at, !bigEndian);
      }
    };
  }

  private get announced(): string {
    const { shape, type } = this.header;
    return `${this.size} for ${shape.join(" x ") || 1} entries of ${type.bytes} bytes`;
  }
}

/** Gives the row-major index of one entry after the other, in the order of the file. */
function placesOf({ fortranOrder, shape }: NpyHeader): () => number {
  let next = 0;
  if (!fortranOrder || shape.length < 2) return () => next++;
  const strides = shape.map((_, axis) => entryCount(shape.slice(axis + 1)));
  const index = new Array<number>(shape.length).fill(0);
  return () => {
    const place = next;
    for (let axis = 0; axis < shape.length; axis++) {
      next += strides[axis];
      if (++index[axis] < shape[axis]) break;
      next -= strides[axis] * shape[axis];
      index[axis] = 0;
    }
    return place;
  };
}

/** Text of 4 bytes a character, without the zeros that fill it up. */
function textAt(view: DataView, at: number, bytes: number, little: boolean): string {
  let text = "";
  for (let offset = at; offset < at + bytes; offset += 4) {
    const point = view.getUint32(offset, little);
    if (point > 0x10ffff) throw new DataError(`broken text: no character has the number ${point}`);
    text += String.fromCodePoint(point);
  }
  return text.replace(/\0+$/, "");
}
