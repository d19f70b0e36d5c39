import assert from 'node:assert/strict';
import type { Program } from '../program.ts';

/** A square of triangles, and the heights of its corners. */
function terrain(size: number): { indices: Uint32Array; vertices: Float32Array } {
  const indices: number[] = [];
  const vertices: number[] = [];
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      vertices.push(x, y, Math.fround(((x * y) % 7) / 8));
      const at = y * size + x;
      if (x + 1 < size && y + 1 < size) indices.push(at, at + 1, at + size, at + 1, at + size + 1, at + size);
    }
  return { indices: Uint32Array.from(indices), vertices: Float32Array.from(vertices) };
}

export const meshoptimizer: Program = {
  name: 'meshoptimizer',
  about: 'codecs of meshes in C++ without a runtime library, with SIMD where it is found: modules are packed into text',
  async run({ load }) {
    const { MeshoptEncoder, MeshoptDecoder, MeshoptSimplifier } = await load('meshoptimizer');
    await Promise.all([MeshoptEncoder.ready, MeshoptDecoder.ready, MeshoptSimplifier.ready]);
    const { indices, vertices } = terrain(24);
    const packed = MeshoptEncoder.encodeVertexBuffer(new Uint8Array(vertices.buffer), vertices.length / 3, 12);
    assert.ok(packed.length < vertices.byteLength / 3);
    const unpacked = new Float32Array(vertices.length);
    MeshoptDecoder.decodeVertexBuffer(new Uint8Array(unpacked.buffer), vertices.length / 3, 12, packed);
    assert.deepEqual(unpacked, vertices);
    const packedIndices = MeshoptEncoder.encodeIndexSequence(new Uint8Array(indices.buffer), indices.length, 4);
    const unpackedIndices = new Uint32Array(indices.length);
    MeshoptDecoder.decodeIndexSequence(new Uint8Array(unpackedIndices.buffer), indices.length, 4, packedIndices);
    assert.deepEqual(unpackedIndices, indices);
    const [simple] = MeshoptSimplifier.simplify(indices, vertices, 3, 600, 1);
    assert.ok(simple.length <= 600 && simple.length % 3 === 0);
    assert.throws(() => MeshoptDecoder.decodeVertexBuffer(new Uint8Array(12), 1, 12, packed.slice(0, 3)));
  },
};
