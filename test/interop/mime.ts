/** Just enough MIME to hand CMS objects to programs that know none: not the engine's, so that it proves something. */
import { withCrlf, withLf } from "./order.ts";

function base64Lines(cms: Uint8Array): string {
  return (
    Buffer.from(cms)
      .toString("base64")
      .match(/.{1,76}/g) ?? []
  ).join("\r\n");
}

/** An opaque S/MIME entity around a CMS object. */
export function wrap(cms: Uint8Array, smimeType: string): Buffer {
  const type = `application/pkcs7-mime; smime-type=${smimeType}; name=smime.p7m`;
  return Buffer.from(
    `MIME-Version: 1.0\r\nContent-Type: ${type}\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64Lines(cms)}\r\n`,
  );
}

/** A multipart/signed of an entity with CRLF and its detached signature. */
export function wrapClear(entity: Uint8Array, signature: Uint8Array, micalg: string): Buffer {
  const boundary = "interop-boundary";
  const type = `multipart/signed; protocol="application/pkcs7-signature"; micalg=${micalg}; boundary="${boundary}"`;
  const header = "Content-Type: application/pkcs7-signature; name=smime.p7s\r\nContent-Transfer-Encoding: base64";
  return Buffer.concat([
    Buffer.from(`MIME-Version: 1.0\r\nContent-Type: ${type}\r\n\r\n--${boundary}\r\n`),
    entity,
    Buffer.from(`\r\n--${boundary}\r\n${header}\r\n\r\n${base64Lines(signature)}\r\n--${boundary}--\r\n`),
  ]);
}

function bodyOf(entity: string): string {
  return entity.slice(entity.indexOf("\n\n") + 2);
}

/** The CMS object of an opaque entity. */
export function unwrap(message: Uint8Array): Buffer {
  return Buffer.from(bodyOf(withLf(message)), "base64");
}

/** The signed entity of a multipart/signed in canonical form, and the signature. */
export function unwrapClear(message: Uint8Array): { entity: Buffer; signature: Buffer } {
  const text = withLf(message);
  const boundary = /boundary="?([^"\n;]+)"?/.exec(text)?.[1] ?? "";
  const [, first = "", second = ""] = `\n${bodyOf(text)}`.split(`\n--${boundary}`);
  return {
    entity: withCrlf(first.slice(first.indexOf("\n") + 1)),
    signature: Buffer.from(bodyOf(second.slice(second.indexOf("\n") + 1)), "base64"),
  };
}
