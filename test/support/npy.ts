import { crc32, deflateRawSync } from "node:zlib";

/* A writer of .npy and .npz files of its own, for round trips. */

export interface Written {
  /** As numpy writes a type without its byte order: "f4". */
  type: string;
  shape: number[];
  /** In row-major order. */
  values: ArrayLike<number | bigint | string>;
  bigEndian?: boolean;
  fortranOrder?: boolean;
  version?: 1 | 2 | 3;
}

const SET: Record<string, (view: DataView, at: number, value: never, little: boolean) => void> = {
  b1: (view, at, value) => view.setUint8(at, value),
  u1: (view, at, value) => view.setUint8(at, value),
  i1: (view, at, value) => view.setInt8(at, value),
  u2: (view, at, value, little) => view.setUint16(at, value, little),
  i2: (view, at, value, little) => view.setInt16(at, value, little),
  u4: (view, at, value, little) => view.setUint32(at, value, little),
  i4: (view, at, value, little) => view.setInt32(at, value, little),
  u8: (view, at, value, little) => view.setBigUint64(at, BigInt(value), little),
  i8: (view, at, value, little) => view.setBigInt64(at, BigInt(value), little),
  /** Takes the 16 bits. */
  f2: (view, at, value, little) => view.setUint16(at, value, little),
  f4: (view, at, value, little) => view.setFloat32(at, value, little),
  f8: (view, at, value, little) => view.setFloat64(at, value, little),
};

/** The bytes of a .npy file. */
export function npyBytes(array: Written): Uint8Array<ArrayBuffer> {
  const { bigEndian = false, fortranOrder = false, shape, type, values, version = 1 } = array;
  const bytes = Number(type.slice(1)) * (type.startsWith("U") ? 4 : 1);
  const order = /^[bui]1$/.test(type) ? "|" : bigEndian ? ">" : "<";
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
  const text = `{'descr': '${order}${type}', 'fortran_order': ${
    fortranOrder ? "True" : "False"
  }, 'shape': ${tuple}, }`;
  const before = version === 1 ? 10 : 12;
  const header = `${text.padEnd(Math.ceil((before + text.length + 1) / 64) * 64 - before - 1)}\n`;
  const out = new Uint8Array(before + header.length + values.length * bytes);
  const view = new DataView(out.buffer);
  out.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0]);
  if (version === 1) view.setUint16(8, header.length, true);
  else view.setUint32(8, header.length, true);
  out.set(new TextEncoder().encode(header), before);
  for (let i = 0; i < values.length; i++) {
    const at = before + header.length + bytes * (fortranOrder ? columnMajor(i, shape) : i);
    if (type.startsWith("U")) {
      [...String(values[i])].forEach((character, c) => {
        view.setUint32(at + 4 * c, character.codePointAt(0)!, !bigEndian);
      });
    } else {
      SET[type](view, at, values[i] as never, !bigEndian);
    }
  }
  return out;
}

/** Where the entry at a row-major index is when the first axis varies fastest. */
function columnMajor(index: number, shape: number[]): number {
  let rest = index;
  let place = 0;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const stride = shape.slice(0, axis).reduce((product, length) => product * length, 1);
    place += (rest % shape[axis]) * stride;
    rest = Math.floor(rest / shape[axis]);
  }
  return place;
}

/** What to write into a zip archive otherwise than is right. */
export interface ZipFaults {
  flags?: number;
  method?: number;
  crc32?: number;
  size?: number;
}

/** The bytes of a .npz file with these files under their keys, stored or deflated. */
export function npzBytes(
  files: Record<string, Uint8Array>,
  { deflate = false, faults = {} as ZipFaults } = {},
): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [key, content] of Object.entries(files)) {
    const name = new TextEncoder().encode(`${key}.npy`);
    const packed = deflate ? deflateRawSync(content) : content;
    const fields = Buffer.alloc(24);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(faults.flags ?? 0, 2);
    fields.writeUInt16LE(faults.method ?? (deflate ? 8 : 0), 4);
    fields.writeUInt32LE(faults.crc32 ?? crc32(content), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(faults.size ?? content.length, 18);
    fields.writeUInt16LE(name.length, 22);
    // Local headers by numpy have an extra field, those of the directory none.
    const extra = Buffer.from([1, 0, 4, 0, 9, 9, 9, 9]);
    const local = [Buffer.from("PK\x03\x04"), fields, u16(extra.length), name, extra, packed];
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02"), u16(20), fields, u16(0), rest, name]));
    parts.push(Buffer.concat(local));
    offset += parts[parts.length - 1].length;
  }
  const records = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(records.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, records, end]);
}

function u16(value: number): Buffer {
  const buffer = Buffer.alloc(2);
  buffer.writeUInt16LE(value);
  return buffer;
}
