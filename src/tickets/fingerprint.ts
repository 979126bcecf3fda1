/**
 * A 128-bit fingerprint of some texts, as 32 hexadecimal digits; their order and the borders between them count. Four
 * multiplicative hashes mixed as in MurmurHash3: quick and well spread, but no protection against someone who wants two
 * texts to collide.
 */
export function fingerprint(texts: Iterable<string>): string {
  let a = 0x9747b28c;
  let b = 0x1b873593;
  let c = 0x85ebca6b;
  let d = 0xc2b2ae35;
  for (const text of texts) {
    for (let i = 0; i < text.length; i += 1) {
      const unit = text.charCodeAt(i);
      a = Math.imul(a ^ unit, 0x85ebca77) + b;
      b = Math.imul(b ^ unit, 0xc2b2ae3d) + c;
      c = Math.imul(c ^ unit, 0x27d4eb2f) + d;
      d = Math.imul(d ^ unit, 0x165667b1) + a;
      a ^= a >>> 15;
      c ^= c >>> 13;
    }
    // The border, and the length, so that ["ab", ""] and ["a", "b"] differ.
    a = Math.imul(a ^ text.length ^ 0x5bd1e995, 0x85ebca77) + d;
    d = Math.imul(d ^ (text.length + 0x10000), 0xc2b2ae3d) + b;
    b ^= b >>> 16;
    d ^= d >>> 11;
  }
  const word = (value: number, with_: number): string => {
    let h = value ^ Math.imul(with_, 0x9e3779b1);
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    return ((h ^ (h >>> 16)) >>> 0).toString(16).padStart(8, '0');
  };
  return word(a, c) + word(b, d) + word(c, a + b) + word(d, b + a * 3);
}
