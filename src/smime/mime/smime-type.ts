/** Which entities are S/MIME (RFC 8551 section 3.2): by type, by file name, and never by smime-type alone. */
import { fromLatin1, latin1, type Bytes } from "../bytes.ts";
import { decodeBase64 } from "./base64.ts";
import { decodedBody, dispositionOf, type Entity } from "./entity.ts";

/**
 * `multipart-signed`: two parts, the second a signature. `cms`: a CMS structure that stands for its content.
 * `signature`: a detached signature standing alone.
 */
export type SmimeKind = "multipart-signed" | "cms" | "signature";

const MIME = /^application\/(?:x-)?pkcs7-mime$/;
const SIGNATURE = /^application\/(?:x-)?pkcs7-signature$/;
/** Types that relays and old writers give to S/MIME parts (RFC 8551 section 3.2.1). */
const UNSPECIFIC = /^application\/(?:octet-stream|(?:x-)?pkcs7|x-download|binary)$/;

function extensionOf(entity: Entity): string {
  const name = dispositionOf(entity).filename ?? entity.contentType.parameters.get("name") ?? "";
  return /\.([a-z0-9]{1,5})\s*$/i.exec(name)?.[1]?.toLowerCase() ?? "";
}

function leafKind(entity: Entity): SmimeKind | null {
  if (MIME.test(entity.type)) return "cms";
  if (SIGNATURE.test(entity.type)) return "signature";
  if (!UNSPECIFIC.test(entity.type)) return null;
  const extension = extensionOf(entity);
  if (extension === "p7m" || extension === "p7c" || extension === "p7z") return "cms";
  return extension === "p7s" ? "signature" : null;
}

/** Null: not S/MIME. multipart/signed of OpenPGP is none of ours. */
export function smimeKindOf(entity: Entity): SmimeKind | null {
  if (entity.type !== "multipart/signed") return leafKind(entity);
  const protocol = (entity.contentType.parameters.get("protocol") ?? "").trim().toLowerCase();
  if (SIGNATURE.test(protocol)) return "multipart-signed";
  const second = entity.parts[1];
  return second && leafKind(second) !== null ? "multipart-signed" : null;
}

const SEQUENCE = 0x30;

/**
 * The CMS octets of an entity, also where a relay lost the Content-Transfer-Encoding or a writer sent PEM. `octets`: its
 * body with the transfer encoding undone, where that was done elsewhere.
 */
export function cmsOctets(entity: Entity, octets: Bytes = decodedBody(entity)): Bytes {
  if (octets[0] === SEQUENCE || octets.length === 0) return octets;
  const start = latin1(octets.subarray(0, 64));
  const armoured = start.startsWith("-----BEGIN");
  const inner = armoured ? fromLatin1(latin1(octets).replace(/-----[^-]*-----/g, "")) : octets;
  const decoded = decodeBase64(inner);
  return decoded[0] === SEQUENCE ? decoded : octets;
}
