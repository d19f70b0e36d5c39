import assert from 'node:assert/strict';
import { digest } from '../digest.ts';
import type { Program } from '../program.ts';

/** The corners of a cube's triangles, and where the corners are. */
const FACES = Uint32Array.of(
  0,
  1,
  2,
  2,
  1,
  3,
  4,
  6,
  5,
  5,
  6,
  7,
  0,
  2,
  4,
  4,
  2,
  6,
  1,
  5,
  3,
  3,
  5,
  7,
  0,
  4,
  1,
  1,
  4,
  5,
  2,
  3,
  6,
  6,
  3,
  7,
);
const CORNERS = Float32Array.from({ length: 24 }, (_, i) => (Math.floor(i / 3) >> (2 - (i % 3))) & 1);

export const draco: Program = {
  name: 'draco',
  about: 'compression of geometry in C++, by Emscripten with a generated binding',
  async run({ require }) {
    const { createEncoderModule, createDecoderModule } = require('draco3d');
    const encoding = await createEncoderModule({});
    const encoder = new encoding.Encoder();
    const builder = new encoding.MeshBuilder();
    const mesh = new encoding.Mesh();
    builder.AddFacesToMesh(mesh, FACES.length / 3, FACES);
    builder.AddFloatAttributeToMesh(mesh, encoding.POSITION, CORNERS.length / 3, 3, CORNERS);
    const packed = new encoding.DracoInt8Array();
    const length = encoder.EncodeMeshToDracoBuffer(mesh, packed);
    const bytes = Int8Array.from({ length }, (_, i) => packed.GetValue(i));
    assert.equal(digest(new Uint8Array(bytes.buffer)), 'cd867dc375c2c5d8');

    const decoding = await createDecoderModule({});
    const decoder = new decoding.Decoder();
    const decoded = new decoding.Mesh();
    assert.ok(decoder.DecodeArrayToMesh(bytes, bytes.length, decoded).ok());
    assert.deepEqual([decoded.num_faces(), decoded.num_points()], [12, 8]);
    const values = new decoding.DracoFloat32Array();
    decoder.GetAttributeFloatForAllPoints(decoded, decoder.GetAttribute(decoded, 0), values);
    const points = Array.from({ length: 24 }, (_, i) => Math.round(values.GetValue(i)));
    const corners = new Set(Array.from({ length: 8 }, (_, i) => points.slice(3 * i, 3 * i + 3).join()));
    assert.equal(corners.size, 8);
    assert.equal(decoder.DecodeArrayToMesh(new Int8Array(8), 8, new decoding.Mesh()).ok(), false);
  },
};
