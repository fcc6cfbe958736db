/** Addresses of parts within the same message (RFC 2392). */

const CID = /^\s*cid:(.+)$/i;

/** Content-ID, without angle brackets; null for an address of another kind. */
export function contentIdAt(address: string): string | null {
  const id = CID.exec(address)?.[1]?.trim();
  if (id === undefined) return null;
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}
