/**
 * Sixteen hexadecimal digits that name a text: two 32-bit FNV-1a hashes over its UTF-16 units, the second from another
 * start. For ids and seeds, not for security.
 */
export function hashText(text: string): string {
  return hex(fnv(text, 0x811c9dc5)) + hex(fnv(text, 0x9747b28c));
}

/** A 32-bit FNV-1a hash of the text's UTF-16 units, from a start of the caller's choosing. */
function fnv(text: string, start: number): number {
  let hash = start;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
  }
  return hash >>> 0;
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0');
}
