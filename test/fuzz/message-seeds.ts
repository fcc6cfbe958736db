/** Messages of every form: what the composer writes, what others write, and what lists and relays make of them. */
import { type Bytes, concat, fromLatin1, latin1, utf8 } from "../../src/smime/bytes.ts";
import { encodeBase64Lines } from "../../src/smime/mime/base64.ts";
import { encryptEntity, signEntity } from "../../src/smime/write-message.ts";
import type { EncryptionChoice, SigningChoice } from "../../src/smime/writing.ts";
import { readCertificate } from "../../src/smime/x509/certificate.ts";
import { letter as addressed, mixed } from "../smime/people.ts";
import { NOW } from "../smime/x509/certificate-builder.ts";
import { certificatesOnly, compressed } from "./cms-seeds.ts";
import { keyOf, type Person, type Seed, seed } from "./world.ts";

const HTML =
  "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>w=C3=A4x</p>\r\n";
const FILE =
  "Content-Type: application/octet-stream; name*0*=utf-8''w%c3%a4; name*1=x.bin\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=wax.bin\r\n\r\nAAEC\r\n";

function text(about: string, header = ""): Bytes {
  return utf8(`${header}Content-Type: text/plain; charset=utf-8\r\n\r\nThe letter about ${about}.\r\n`);
}

function protectedText(about: string): Bytes {
  const fields = `From: Alice <alice@example.com>\r\nSubject: ${about}\r\nDate: ${date()}\r\nTo: bob@example.com\r\n`;
  return utf8(`${fields}Content-Type: text/plain; charset=utf-8; hp="clear"\r\n\r\nThe letter about ${about}.\r\n`);
}

function wrappedText(about: string): Bytes {
  return concat(utf8("Content-Type: message/rfc822\r\n\r\n"), letter(text(about), { Subject: about }));
}

function date(): string {
  return new Date(NOW).toUTCString().replace("GMT", "+0000");
}

function letter(entity: Bytes, fields: Readonly<Record<string, string>> = {}): Bytes {
  return addressed(entity, { Date: date(), "Message-ID": "<seed@example.com>", ...fields });
}

function carried(cms: Bytes): Bytes {
  const header = 'Content-Type: application/pkcs7-mime; name="smime.p7m"\r\nContent-Transfer-Encoding: base64\r\n\r\n';
  return fromLatin1(header + latin1(encodeBase64Lines(cms)));
}

type Sealer = (entity: Bytes) => Promise<Bytes>;

/** Ways of sealing, each with the address it is sealed from. */
function sealersOf(people: readonly Person[]): {
  readonly sign: (who: number, choice?: Partial<SigningChoice>) => Sealer;
  readonly encrypt: (who: number, choice?: EncryptionChoice) => Sealer;
} {
  const at = (who: number): Person => {
    const person = people[who];
    if (!person) throw new RangeError("no such person");
    return person;
  };
  return {
    sign: (who, choice) => (entity) => signEntity(entity, keyOf(at(who)), { form: "clear", at: NOW, ...choice }),
    encrypt:
      (who, choice = {}) =>
      (entity) =>
        encryptEntity(entity, [readCertificate(at(who).certificate)], choice),
  };
}

async function sealedLetters(people: readonly Person[]): Promise<Record<string, Bytes>> {
  const { sign, encrypt } = sealersOf(people);
  const [clear, opaque] = [sign(0), sign(0, { form: "opaque" })];
  const [cbc, gcm] = [encrypt(1), encrypt(0, { cipher: "aes-256-gcm" })];
  const bob = { From: "Bob <bob@example.com>" };
  const signedText = await clear(text("a list"));
  return {
    clear: letter(await clear(text("clear"))),
    opaque: letter(await opaque(text("opaque"))),
    "clear, RSA": letter(await sign(1)(text("RSA")), bob),
    "clear, PSS": letter(await sign(1, { scheme: "rsassa-pss" })(text("PSS")), bob),
    "clear, Ed25519": letter(await sign(2)(text("Ed25519")), { From: "carol@example.com" }),
    "with parts": letter(await clear(mixed(text("parts"), HTML, FILE))),
    "with protected header": letter(await clear(protectedText("protection")), { Subject: "protection" }),
    "with protected header, encrypted": letter(await cbc(await opaque(protectedText("secrecy"))), { Subject: "[...]" }),
    wrapped: letter(await opaque(wrappedText("wrapping")), { Subject: "wrapping" }),
    encrypted: letter(await cbc(text("CBC"))),
    authenticated: letter(await gcm(text("GCM"))),
    "OAEP and GCM": letter(
      await encrypt(1, { cipher: "aes-128-gcm", keyTransport: "rsaes-oaep" })(mixed(text("OAEP"), FILE)),
    ),
    "signed and encrypted": letter(await gcm(await clear(text("both")))),
    "wrapped three times": letter(await clear(await cbc(await opaque(text("three layers"))))),
    compressed: letter(carried(compressed(await opaque(text("less"))))),
    "certificates only": letter(
      carried(certificatesOnly(people.map(({ certificate }) => readCertificate(certificate)))),
    ),
    "alone in a list": letter(mixed(signedText)),
    "with a list's footer": letter(mixed(signedText, "Content-Type: text/plain\r\n\r\n-- \r\nlist\r\n")),
    "hidden ciphertext": letter(mixed(HTML, await cbc(text("a lure")))),
    forwarded: letter(mixed(concat(utf8("Content-Type: message/rfc822\r\n\r\n"), letter(signedText)))),
  };
}

export async function messageSeeds(people: readonly Person[]): Promise<Seed[]> {
  const { sign, encrypt } = sealersOf(people);
  const letters = Object.entries(await sealedLetters(people));
  return [
    ...letters.map(([name, octets]) => seed("message", name, octets)),
    seed("inner", "signed", await sign(0)(text("an inner layer"))),
    seed("inner", "opaque with parts", await sign(1, { form: "opaque" })(mixed(text("inner parts"), HTML, FILE))),
    seed("inner", "protected", await sign(0)(protectedText("inner protection"))),
    seed("inner", "encrypted again", await encrypt(1)(text("what stays closed"))),
    ...mimeSeeds().map(({ name, octets }) => seed("inner", name, octets)),
  ];
}

const RELATED =
  "Content-Type: multipart/related; boundary=r; type=text/html\r\n\r\n--r\r\nContent-Type: text/html\r\n\r\n<img src=cid:a@b>\r\n--r\r\nContent-Type: image/png\r\nContent-ID: <a@b>\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--r--\r\n";
const ALTERNATIVE =
  "Content-Type: multipart/alternative; boundary=a\r\n\r\npreamble\r\n--a\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nw=E4x=\r\n\r\n--a\r\nContent-Type: text/html\r\n\r\n<b>wax</b>\r\n--a--\r\nepilogue\r\n";

/** Mail that nobody sealed, for the reader of MIME alone. */
export function mimeSeeds(): Seed[] {
  const fields = {
    From: '"Alice (really)" <alice@example.com>',
    To: "Friends: bob@example.com, <@relay.example:carol@example.com>;, =?utf-8?q?D=C3=B6ra?= <dora@example.com> (at home)",
    Cc: 'erin@[192.0.2.1], "f g"@example.com',
    Subject: "=?utf-8?b?V8OkeA==?= =?iso-8859-1?q?_w=E4rm?= and plain",
    References: "<1@example.com> <2@example.com>",
  };
  return [
    seed("mime", "plain", letter(utf8("Content-Type: text/plain\r\n\r\nplain\r\n"), fields)),
    seed("mime", "alternative", letter(utf8(ALTERNATIVE), fields)),
    seed("mime", "related", letter(utf8(RELATED), { Subject: "one\r\n  two\r\n\tthree" })),
    seed("mime", "attachment", letter(mixed(HTML, FILE, ALTERNATIVE))),
    seed(
      "mime",
      "digest",
      letter(utf8("Content-Type: multipart/digest; boundary=d\r\n\r\n--d\r\n\r\nSubject: x\r\n\r\nx\r\n--d--\r\n")),
    ),
    seed(
      "mime",
      "legacy display",
      utf8('Subject: x\r\nContent-Type: text/plain; hp="clear"; hp-legacy-display=1\r\n\r\nSubject: x\r\n\r\nbody\r\n'),
    ),
    seed("mime", "no header", utf8("just text\nand more\n")),
  ];
}
