/** The letters in Alice's mailbox: one of each kind a person has to be able to tell apart, all made by OpenSSL. */
import type { Certificates, Holder } from "./certificates.ts";
import { openssl } from "./openssl.ts";

export interface Letter {
  readonly subject: string;
  /** The address in From. */
  readonly from: string;
  /** What the text says; for encrypted letters nothing else may show it. */
  readonly text: string;
  readonly raw: Buffer;
  /** What a person should learn about it, in one sentence. */
  readonly moral: string;
}

export type LetterName =
  | "signed"
  | "altered"
  | "wrongAddress"
  | "unknownAuthority"
  | "encrypted"
  | "signedAndEncrypted"
  | "opaque"
  | "plain";

export type Letters = Readonly<Record<LetterName, Letter>>;

/** A text/plain entity in canonical form (RFC 8551 section 3.1.1). */
export function textEntity(text: string): Buffer {
  const header = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n";
  const encoded = [...Buffer.from(text, "utf8")].map((octet) =>
    octet > 126 || octet === 61 ? `=${octet.toString(16).toUpperCase().padStart(2, "0")}` : String.fromCharCode(octet),
  );
  return Buffer.from(`${header}${encoded.join("").replace(/\r?\n/g, "\r\n")}\r\n`, "latin1");
}

/** Puts the header of a letter before what OpenSSL made. */
export function addressed(from: Holder, to: Holder, subject: string, content: Buffer): Buffer {
  const lines = [
    `From: ${from.name} <${from.address}>`,
    `To: ${to.name} <${to.address}>`,
    `Subject: ${subject}`,
    `Date: ${new Date().toUTCString().replace("GMT", "+0000")}`,
    `Message-ID: <${crypto.randomUUID()}@${from.address.split("@")[1]}>`,
  ];
  const versioned = /^MIME-Version:/im.test(content.toString("latin1").split("\r\n\r\n")[0] ?? "");
  if (!versioned) lines.push("MIME-Version: 1.0");
  return Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n`), content]);
}

/** OpenSSL ends base64 lines with a bare LF even when told `-crlfeol`; mail travels with CRLF. */
function withNetworkLines(made: Buffer): Buffer {
  return Buffer.from(made.toString("latin1").replace(/\r?\n/g, "\r\n"), "latin1");
}

export async function signEntity(entity: Buffer, signer: Holder, chain: string, opaque = false): Promise<Buffer> {
  const form = opaque ? ["-nodetach"] : [];
  const keys = ["-signer", signer.certificate, "-inkey", signer.key, "-certfile", chain];
  return withNetworkLines(await openssl(["cms", "-sign", "-md", "sha256", "-crlfeol", ...form, ...keys], entity));
}

/** By a cipher that does not show whether the content was changed (CBC), unless told. */
export async function encryptEntity(
  entity: Buffer,
  recipients: readonly Holder[],
  cipher: "aes256" | "aes-256-gcm" = "aes256",
): Promise<Buffer> {
  const certificates = recipients.map(({ certificate }) => certificate);
  return withNetworkLines(await openssl(["cms", "-encrypt", `-${cipher}`, "-crlfeol", ...certificates], entity));
}

function changeOnTheWay(signed: Buffer, from: string, to: string): Buffer {
  const text = signed.toString("latin1");
  if (!text.includes(from)) throw new Error(`There is no "${from}" to alter`);
  return Buffer.from(text.replace(from, to), "latin1");
}

const TEXTS = {
  signed: "Dear Alice,\n\nthe contract is ready: 1200 crowns, delivery in May. Grüße\n\nBob\n",
  wrongAddress: "Dear Alice,\n\nplease use my new account from now on.\n\nBob\n",
  unknownAuthority: "Hello Alice,\n\nwe met at the fair. My certificate is from another house.\n\nDora\n",
  encrypted: "Alice,\n\nthe door code is heron-4711. Nobody signed this.\n",
  signedAndEncrypted: "Dear Alice,\n\nthe offer stays between us: bramble-2208.\n\nBob\n",
  opaque: "Dear Alice,\n\nthis one is signed in the opaque form.\n\nBob\n",
  plain: "Hi Alice,\n\nlunch on Friday? No seal needed.\n\nCarol\n",
};

interface Sheet {
  readonly from: Holder;
  readonly subject: string;
  readonly text: string;
  readonly content: Buffer;
  readonly moral: string;
}

function toAlice(alice: Holder, { from, subject, text, content, moral }: Sheet): Letter {
  return { subject, from: from.address, text, raw: addressed(from, alice, subject, content), moral };
}

/** The letters that need no secret: signed ones, true and false, and a plain one. */
async function openSheets({ bob, carol, dora, authority, stranger }: Certificates) {
  const house = authority.intermediate;
  const signed = await signEntity(textEntity(TEXTS.signed), bob, house);
  const byCarol = await signEntity(textEntity(TEXTS.wrongAddress), carol, house);
  const byDora = await signEntity(textEntity(TEXTS.unknownAuthority), dora, stranger.intermediate);
  return {
    signed: {
      from: bob,
      subject: "The contract",
      text: TEXTS.signed,
      content: signed,
      moral: "signed by Bob, untouched",
    },
    altered: {
      from: bob,
      subject: "The contract, once more",
      text: TEXTS.signed.replace("1200", "9200"),
      content: changeOnTheWay(signed, "1200 crowns", "9200 crowns"),
      moral: "signed by Bob, then somebody changed the sum",
    },
    wrongAddress: {
      from: bob,
      subject: "My new account",
      text: TEXTS.wrongAddress,
      content: byCarol,
      moral: "says it is from Bob, but Carol signed it",
    },
    unknownAuthority: {
      from: dora,
      subject: "From the fair",
      text: TEXTS.unknownAuthority,
      content: byDora,
      moral: "signed, but by an authority that nobody here knows",
    },
    opaque: {
      from: bob,
      subject: "In one piece",
      text: TEXTS.opaque,
      content: await signEntity(textEntity(TEXTS.opaque), bob, house, true),
      moral: "signed in the form that shows nothing without S/MIME",
    },
    plain: {
      from: carol,
      subject: "Lunch",
      text: TEXTS.plain,
      content: textEntity(TEXTS.plain),
      moral: "an ordinary mail",
    },
  } satisfies Partial<Record<LetterName, Sheet>>;
}

async function sealedSheets({ alice, bob, carol, authority }: Certificates) {
  const hidden = await signEntity(textEntity(TEXTS.signedAndEncrypted), bob, authority.intermediate);
  return {
    encrypted: {
      from: carol,
      subject: "The door",
      text: TEXTS.encrypted,
      content: await encryptEntity(textEntity(TEXTS.encrypted), [alice]),
      moral: "encrypted to Alice, signed by nobody",
    },
    signedAndEncrypted: {
      from: bob,
      subject: "The offer",
      text: TEXTS.signedAndEncrypted,
      content: await encryptEntity(hidden, [alice, bob]),
      moral: "signed by Bob and encrypted to Alice",
    },
  } satisfies Partial<Record<LetterName, Sheet>>;
}

export async function writeLetters(certificates: Certificates): Promise<Letters> {
  const open = await openSheets(certificates);
  const sealed = await sealedSheets(certificates);
  const letter = (sheet: Sheet) => toAlice(certificates.alice, sheet);
  return {
    plain: letter(open.plain),
    unknownAuthority: letter(open.unknownAuthority),
    wrongAddress: letter(open.wrongAddress),
    altered: letter(open.altered),
    opaque: letter(open.opaque),
    encrypted: letter(sealed.encrypted),
    signedAndEncrypted: letter(sealed.signedAndEncrypted),
    signed: letter(open.signed),
  };
}
