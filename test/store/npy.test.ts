import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  decodeInt8Npy,
  decodeNpy,
  decodeNpyVector,
  encodeInt8Npy,
  encodeNpy,
  encodeNpyVector,
  readInt8Npy,
  readNpy,
  readNpyVector,
  writeInt8Npy,
  writeNpy,
  writeNpyVector,
} from '../../src/store/npy.ts';
import { temporaryFolder } from '../support/folder.ts';
import { matrix, seeded, unitVectors } from '../support/random.ts';

describe('npy', () => {
  it('reads what it wrote, bit by bit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        fc.infiniteStream(fc.float()),
        (rows, columns, values) => {
          const data = Float32Array.from({ length: rows * columns }, () => values.next().value as number);
          const found = decodeNpy(encodeNpy({ data, rows, columns }));
          expect([found.rows, found.columns]).toEqual([rows, columns]);
          expect(
            Buffer.from(found.data.buffer, found.data.byteOffset, found.data.byteLength).equals(
              Buffer.from(data.buffer),
            ),
          ).toBe(true);
        },
      ),
    );
  });

  it('has the layout of format 1.0', () => {
    const bytes = Buffer.from(
      encodeNpy(
        matrix([
          [1, -2],
          [0.5, 3],
          [4, 5],
        ]),
      ),
    );
    expect(bytes.subarray(0, 8)).toEqual(Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]));
    const length = bytes.readUInt16LE(8);
    expect((10 + length) % 64).toBe(0);
    const header = bytes.subarray(10, 10 + length).toString('latin1');
    expect(header).toMatch(/^\{'descr': '<f4', 'fortran_order': False, 'shape': \(3, 2\), \} *\n$/);
    const values = Array.from({ length: 6 }, (_, i) => bytes.readFloatLE(10 + length + i * 4));
    expect(values).toEqual([1, -2, 0.5, 3, 4, 5]);
    expect(bytes.length).toBe(10 + length + 24);
  });

  it('reads the header as NumPy writes it', () => {
    const header = `${"{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }".padEnd(117)}\n`;
    const bytes = Buffer.concat([
      Buffer.from('\x93NUMPY\x01\x00\x76\x00', 'latin1'),
      Buffer.from(header),
      Buffer.from(Float32Array.of(7, 8).buffer),
    ]);
    expect([...decodeNpy(bytes).data]).toEqual([7, 8]);
  });

  it('writes part of a larger matrix, and reads from any place in memory', async () => {
    const whole = unitVectors(4, 3, seeded(1));
    const path = join(temporaryFolder(), 'x.npy');
    await writeNpy(path, { data: whole.data.subarray(3, 9), rows: 2, columns: 3 });
    expect([...(await readNpy(path)).data]).toEqual([...whole.data.subarray(3, 9)]);
    const bytes = encodeNpy(whole);
    const shifted = new Uint8Array(bytes.length + 1);
    shifted.set(bytes, 1);
    expect([...decodeNpy(shifted.subarray(1)).data]).toEqual([...whole.data]);
  });

  const good = encodeNpy(matrix([[1, 2]]));
  const altered = (from: string, to: string): Uint8Array =>
    Buffer.from(Buffer.from(good).toString('latin1').replace(from, to), 'latin1');
  test.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array(0)],
    ['something else', Buffer.from('PAR1 and so on and on')],
    ['a newer format', altered('NUMPY\x01', 'NUMPY\x02')],
    ['signed bytes', encodeInt8Npy({ data: Int8Array.of(1, 2), rows: 1, columns: 2 })],
    ['doubles', altered('<f4', '<f8')],
    ['big-endian numbers', altered('<f4', '>f4')],
    ['columns first', altered('False', 'True ')],
    ['one axis', altered('(1, 2)', '(2,)  ')],
    ['three axes', altered('(1, 2), }', '(1, 1, 2)}')],
    ['a cut file', good.subarray(0, good.length - 1)],
    ['more than it says', Buffer.concat([good, Uint8Array.of(0)])],
    ['half a header', good.subarray(0, 20)],
  ])('a RangeError says what is wrong with %s', (_, bytes) => {
    expect(() => decodeNpy(bytes)).toThrow(RangeError);
  });

  it('does not write a shape that does not fit', async () => {
    expect(() => encodeNpy({ data: new Float32Array(5), rows: 2, columns: 3 })).toThrow(RangeError);
    const path = join(temporaryFolder(), 'x.npy');
    writeFileSync(path, 'short');
    await expect(readNpy(path)).rejects.toThrow(RangeError);
  });
});

describe('signed bytes', () => {
  const two = { data: Int8Array.of(-128, -1, 0, 1, 64, 127), rows: 2, columns: 3 };

  it('are read as they were written', async () => {
    const path = join(temporaryFolder(), 'x.npy');
    await writeInt8Npy(path, two);
    expect(await readInt8Npy(path)).toEqual(two);
    const part = { data: two.data.subarray(3), rows: 1, columns: 3 };
    expect([...decodeInt8Npy(encodeInt8Npy(part)).data]).toEqual([1, 64, 127]);
  });

  it('have the header that NumPy gives them', () => {
    const bytes = Buffer.from(encodeInt8Npy(two));
    expect(bytes.toString('latin1', 10, 128).trimEnd()).toBe(
      "{'descr': '|i1', 'fortran_order': False, 'shape': (2, 3), }",
    );
    expect(bytes).toHaveLength(134);
  });

  it('are not mistaken for other numbers, or the other way round', () => {
    expect(() => decodeInt8Npy(encodeNpy(matrix([[1, 2]])))).toThrow(RangeError);
    expect(() => decodeInt8Npy(encodeInt8Npy(two).subarray(0, 133))).toThrow(RangeError);
    expect(() => encodeInt8Npy({ ...two, rows: 3 })).toThrow(RangeError);
  });
});

describe('one axis', () => {
  it('is read as it was written', async () => {
    const values = Float32Array.of(0.5, -2, Infinity);
    const path = join(temporaryFolder(), 'x.npy');
    await writeNpyVector(path, values);
    expect([...(await readNpyVector(path))]).toEqual([...values]);
    expect(decodeNpyVector(encodeNpyVector(new Float32Array(0)))).toHaveLength(0);
    const header = Buffer.from(encodeNpyVector(values)).toString('latin1', 10, 128).trimEnd();
    expect(header).toBe("{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }");
  });

  it('is not mistaken for two, or the other way round', () => {
    expect(() => decodeNpyVector(encodeNpy(matrix([[1, 2]])))).toThrow(RangeError);
    expect(() => decodeNpy(encodeNpyVector(Float32Array.of(1, 2)))).toThrow(RangeError);
  });
});

it('reads from a buffer that begins at any byte', () => {
  const bytes = encodeNpy(matrix([[1, 2]]));
  const shifted = Buffer.concat([Buffer.of(0), bytes]).subarray(1);
  expect([...decodeNpy(shifted).data]).toEqual([1, 2]);
});
