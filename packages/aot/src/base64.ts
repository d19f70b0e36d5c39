const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Bytes as Base64 (RFC 4648, §4). Written out: not every host has a function for it. */
export function toBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at;
    const word = (bytes[at]! << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const digits = [18, 12, 6, 0].map((shift) => DIGITS[(word >> shift) & 63]);
    parts.push(`${digits[0]}${digits[1]}${left > 1 ? digits[2] : '='}${left > 2 ? digits[3] : '='}`);
  }
  return parts.join('');
}
