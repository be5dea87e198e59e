/**
 * The compact protocol of Apache Thrift, in which the footer of a Parquet file is written: bytes to a
 * tree of fields and back. Nothing is known of the meaning of a field, so that what a tree does not
 * change comes out as it went in.
 */

/** Types of the protocol that are told apart; the others are whole numbers. */
const types = { true: 1, false: 2, byte: 3, double: 7, binary: 8, list: 9, set: 10, map: 11, struct: 12 } as const;

/** A value: whole numbers are bigints, doubles their eight bytes, structs and lists trees. */
export type Value = bigint | boolean | Uint8Array | Struct | List;

/** Fields in the order of the file. */
export interface Struct {
  readonly fields: Field[];
}

/** A field of a struct. */
export interface Field {
  readonly id: number;
  readonly type: number;
  value: Value;
}

/** A list, or a set. */
export interface List {
  readonly type: number;
  values: Value[];
}

/** The field of this id. */
export function fieldOf(struct: Struct, id: number): Field | undefined {
  return struct.fields.find((field) => field.id === id);
}

/** Reads the struct at the beginning of the bytes; throws a RangeError where they are not one. */
export function decodeStruct(bytes: Uint8Array): Struct {
  let at = 0;
  const byte = (): number => {
    if (at >= bytes.length) throw new RangeError('the bytes end within a field');
    return bytes[at++]!;
  };
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const next = byte();
      value |= BigInt(next & 127) << shift;
      if (next < 128) return value;
    }
  };
  const zigzag = (): bigint => {
    const value = varint();
    return (value >> 1n) ^ -(value & 1n);
  };
  const take = (length: number): Uint8Array => {
    if (at + length > bytes.length) throw new RangeError('the bytes end within a field');
    return bytes.subarray(at, (at += length));
  };
  const list = (): List => {
    const head = byte();
    const size = head >> 4 === 15 ? Number(varint()) : head >> 4;
    const type = head & 15;
    return { type, values: Array.from({ length: size }, () => element(type)) };
  };
  const struct = (): Struct => {
    const fields: Field[] = [];
    for (let id = 0; ;) {
      const head = byte();
      if (head === 0) return { fields };
      const type = head & 15;
      id = head >> 4 === 0 ? Number(zigzag()) : id + (head >> 4);
      // A boolean is its own type.
      fields.push({
        id,
        type,
        value: type === types.true || type === types.false ? type === types.true : element(type),
      });
    }
  };
  const element = (type: number): Value => {
    switch (type) {
      case types.true:
      case types.false:
        return byte() === 1;
      case types.byte:
        return BigInt(byte());
      case types.double:
        return take(8);
      case types.binary:
        return take(Number(varint()));
      case types.list:
      case types.set:
        return list();
      case types.map:
        throw new RangeError('maps are not read');
      case types.struct:
        return struct();
      default:
        return zigzag();
    }
  };
  return struct();
}

/** Writes a struct. */
export function encodeStruct(root: Struct): Uint8Array {
  const parts: Uint8Array[] = [];
  let small: number[] = [];
  const bytes = (value: Uint8Array): void => {
    parts.push(Uint8Array.from(small), value);
    small = [];
  };
  const varint = (value: bigint): void => {
    for (; value > 127n; value >>= 7n) small.push(Number(value & 127n) | 128);
    small.push(Number(value));
  };
  const zigzag = (value: bigint): void => varint(value < 0n ? -value * 2n - 1n : value * 2n);
  const list = ({ type, values }: List): void => {
    if (values.length < 15) small.push((values.length << 4) | type);
    else {
      small.push(0xf0 | type);
      varint(BigInt(values.length));
    }
    for (const value of values) element(type, value);
  };
  const struct = ({ fields }: Struct): void => {
    let before = 0;
    for (const { id, type, value } of fields) {
      const step = id - before;
      if (step > 0 && step < 16) small.push((step << 4) | type);
      else {
        small.push(type);
        zigzag(BigInt(id));
      }
      if (type !== types.true && type !== types.false) element(type, value);
      before = id;
    }
    small.push(0);
  };
  const element = (type: number, value: Value): void => {
    if (typeof value === 'boolean') small.push(value ? 1 : 2);
    else if (typeof value === 'bigint') {
      if (type === types.byte) small.push(Number(value));
      else zigzag(value);
    } else if (value instanceof Uint8Array) {
      if (type === types.binary) varint(BigInt(value.length));
      bytes(value);
    } else if ('fields' in value) struct(value);
    else list(value);
  };
  struct(root);
  bytes(new Uint8Array());
  return Buffer.concat(parts);
}
