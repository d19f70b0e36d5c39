import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { compileKernel } from '../src/compile-kernel.ts';
import { instantiate } from '../src/guest/engines.ts';
import { KERNELS } from '../src/kernels.ts';

function answerOf(name: string): number {
  return KERNELS.find((kernel) => kernel.name === name)?.answer ?? Number.NaN;
}

describe('kernels', () => {
  for (const kernel of KERNELS) {
    it(`${kernel.name}: softwasm gives the answer, twice`, async () => {
      const exports = await instantiate({ name: 'softwasm', kind: 'softwasm' }, await compileKernel(kernel));
      expect(exports.run(kernel.size)).toBe(kernel.answer);
      expect(exports.run(kernel.size)).toBe(kernel.answer);
    });
  }
});

/** What the hash kernels do, by Node's own hashes: the message, hashed again and again with a word of the last hash in front. */
function chainedHash(algorithm: string, rounds: number, chain: (message: Buffer, hash: Buffer) => void): Buffer {
  const message = Buffer.from(Array.from({ length: 4096 }, (_, i) => i * 7));
  let hash: Buffer = message;
  for (let i = 0; i < rounds; i++) {
    hash = createHash(algorithm).update(message).digest();
    chain(message, hash);
  }
  return hash;
}

describe('answers', () => {
  it('of sha256, sha512 and blake2b are those of other implementations', () => {
    const sha256 = chainedHash('sha256', 40, (message, hash) => message.writeUInt32LE(hash.readUInt32BE()));
    expect(sha256.readInt32BE()).toBe(answerOf('sha256'));
    const sha512 = chainedHash('sha512', 40, (message, hash) => message.writeBigUInt64LE(hash.readBigUInt64BE()));
    expect(sha512.readInt32BE()).toBe(answerOf('sha512'));
    const blake2b = chainedHash('blake2b512', 60, (message, hash) => message.writeBigUInt64LE(hash.readBigUInt64LE()));
    expect(blake2b.readInt32LE()).toBe(answerOf('blake2b'));
  });
  it('of fibonacci, pollard-rho and sieve are known', () => {
    expect(answerOf('fibonacci')).toBe(46_368);
    expect(answerOf('pollard-rho')).toBe(65_537);
    expect(answerOf('sieve')).toBe(17_984);
  });
});
