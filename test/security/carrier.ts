/** CMS objects as letters carry them, whatever is in them. */
import { type Bytes, fromLatin1, latin1 } from "../../src/smime/bytes.ts";
import { encodeBase64Lines } from "../../src/smime/mime/base64.ts";
import { letter } from "../smime/people.ts";

type Fields = Readonly<Record<string, string>>;

/** An entity of type application/pkcs7-mime. */
export function carried(cms: Bytes): Bytes {
  const header = "Content-Type: application/pkcs7-mime; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\n";
  return fromLatin1(header + latin1(encodeBase64Lines(cms)));
}

/** A letter that is one CMS object. */
export function opaqueLetter(cms: Bytes, fields: Fields = {}): Bytes {
  return letter(carried(cms), fields);
}

/** A letter in multipart/signed: `content` is a complete entity, `cms` the signature beside it. */
export function clearLetter(content: string, cms: Bytes, fields: Fields = {}): Bytes {
  const signature = `Content-Type: application/pkcs7-signature\r\nContent-Transfer-Encoding: base64\r\n\r\n${latin1(encodeBase64Lines(cms))}`;
  const type = 'Content-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary=b';
  return letter(fromLatin1(`${type}\r\n\r\n--b\r\n${content}\r\n--b\r\n${signature}\r\n--b--\r\n`), fields);
}
