import assert from 'node:assert/strict';
import { createPublicKey, verify } from 'node:crypto';
import type { Program } from '../program.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const unhex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'));

export const sodium: Program = {
  name: 'libsodium',
  about: 'cryptography in C: 64-bit arithmetic; the answers are published test vectors',
  async run({ require }) {
    const na = require('libsodium-wrappers');
    await na.ready;
    // RFC 8032, 7.1, test 2.
    const seed = unhex('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb');
    const { publicKey, privateKey } = na.crypto_sign_seed_keypair(seed);
    assert.equal(hex(publicKey), '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c');
    const signature = na.crypto_sign_detached(unhex('72'), privateKey);
    assert.match(hex(signature), /^92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da/);
    const key = createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey).toString('base64url') },
      format: 'jwk',
    });
    assert.equal(verify(null, unhex('72'), key, signature), true);
    // RFC 7748, 5.2.
    const scalar = unhex('a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4');
    const point = unhex('e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c');
    assert.equal(
      hex(na.crypto_scalarmult(scalar, point)),
      'c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552',
    );
    // RFC 7693, appendix A.
    assert.match(
      hex(na.crypto_generichash(64, 'abc')),
      /^ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1/,
    );
    const nonce = new Uint8Array(24);
    const sealed = na.crypto_aead_xchacha20poly1305_ietf_encrypt('soft', 'open', null, nonce, seed);
    assert.equal(na.crypto_aead_xchacha20poly1305_ietf_decrypt(null, sealed, 'open', nonce, seed, 'text'), 'soft');
    assert.throws(() => na.crypto_aead_xchacha20poly1305_ietf_decrypt(null, sealed, 'shut', nonce, seed));
  },
};
