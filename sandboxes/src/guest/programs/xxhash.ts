import xxhash from 'xxhash-wasm';

/** Hashes by hand-written code: 32 and 64 bits, in one piece and in many, through functions that take bigints. */
export async function run(): Promise<unknown> {
  const { create64, h32ToString, h64Raw, h64ToString } = await xxhash();
  const data = new Uint8Array(20_000).map((_, i) => i * 31);
  const state = create64(7n);
  for (let at = 0; at < data.length; at += 1024) state.update(data.subarray(at, at + 1024));
  return [h32ToString('abc'), h64ToString('abc'), h64ToString('softwasm', 42n), state.digest() === h64Raw(data, 7n)];
}
