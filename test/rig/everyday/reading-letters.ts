/** Letters that hold many things at once, made by OpenSSL, for the reader who looks closely. */
import type { Holder } from "../certificates.ts";
import { addressed, encryptEntity, signEntity, textEntity } from "../letters.ts";
import { type Scene, SECRETS } from "../main-job/scene.ts";

export const SUBJECTS = {
  full: "The quarter in pictures",
  unauthenticated: "A picture, unauthenticated",
  footed: "From the list",
  sealedAndFooted: "From the list, sealed",
  rewritten: "Agenda for Friday",
};

/** Nobody's: a test answers in its place. */
export const PICTURE_ADDRESS = "https://pictures.example/map.png";

const OLD_LINE = "A line of an older letter, kept because nobody ever cuts what stands below an answer.";

export const TEXT = `the quarter is closed, and the map is drawn anew: ${SECRETS.answer}.`;

const HTML = `<style>.note{color:#333;background:#fdf6e3}</style>
<p class="note">Dear Alice,<br>${TEXT}</p>
<p><img alt="The map" width="20" height="20" src="${PICTURE_ADDRESS}"></p>
<blockquote>${`<p>${OLD_LINE}</p>`.repeat(20)}</blockquote>`;

const base64 = (content: Buffer) => content.toString("base64").replace(/(.{76})/g, "$1\r\n");

export interface EnclosedFile {
  readonly name: string;
  readonly type: string;
  /** What a person is told it is. */
  readonly words: string;
  readonly content: Buffer;
}

/** One point. */
const POINT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

export const FILES = {
  notes: {
    name: "notes.txt",
    type: "text/plain",
    words: "Text",
    content: Buffer.from("Wax is up, wings are down.\r\n"),
  },
  picture: { name: "point.png", type: "image/png", words: "Picture (PNG)", content: Buffer.from(POINT, "base64") },
  meeting: {
    name: "meeting.ics",
    type: "text/calendar",
    words: "Calendar entry",
    content: Buffer.from("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"),
  },
  contact: {
    name: "bob.vcf",
    type: "text/vcard",
    words: "Contact",
    content: Buffer.from("BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Bob Baumann\r\nEND:VCARD\r\n"),
  },
} satisfies Readonly<Record<string, EnclosedFile>>;

function entity(fields: readonly string[], content: Buffer): Buffer {
  const header = [...fields, "Content-Transfer-Encoding: base64"].join("\r\n");
  return Buffer.from(`${header}\r\n\r\n${base64(content)}\r\n`, "latin1");
}

function fileEntity({ name, type, content }: EnclosedFile): Buffer {
  return entity([`Content-Type: ${type}`, `Content-Disposition: attachment; filename="${name}"`], content);
}

function multipart(kind: "mixed" | "alternative", parts: readonly Buffer[]): Buffer {
  const boundary = `part-${crypto.randomUUID()}`;
  const around = parts.flatMap((part) => [Buffer.from(`--${boundary}\r\n`), part, Buffer.from("\r\n")]);
  const header = `Content-Type: multipart/${kind}; boundary="${boundary}"\r\n\r\n`;
  return Buffer.concat([Buffer.from(header), ...around, Buffer.from(`--${boundary}--\r\n`)]);
}

const formatted = () =>
  multipart("alternative", [
    textEntity(`Dear Alice,\n${TEXT}\n`),
    entity(["Content-Type: text/html; charset=utf-8"], Buffer.from(HTML)),
  ]);

export const SIGNED_PART = "Members meet on Monday.";
export const FOOTER = "To leave this list, write to its owner.";

/** As its writer protected them, and as they left (RFC 9788). */
export const INNER_SUBJECT = "Whom we let go";

function protectedEntity({ name, address }: Holder, to: Holder): Buffer {
  const from = `From: ${name} <${address}>`;
  const people = [from, `To: ${to.name} <${to.address}>`];
  const left = [...people, "Subject: [...]"].map((field) => `HP-Outer: ${field}`);
  const type = 'Content-Type: text/plain; charset=us-ascii; hp="cipher"';
  const fields = [type, ...people, `Subject: ${INNER_SUBJECT}`, ...left];
  return Buffer.from(`${fields.join("\r\n")}\r\n\r\nNobody. The rumour is false.\r\n`, "latin1");
}

type Content = readonly [from: Holder, content: Buffer];

async function contents({ certificates }: Scene["rig"]): Promise<Readonly<Record<keyof typeof SUBJECTS, Content>>> {
  const { alice, bob, carol, authority } = certificates;
  const signed = (content: Buffer) => signEntity(content, bob, authority.intermediate);
  const sealed = (content: Buffer) => encryptEntity(content, [alice], "aes-256-gcm");
  const full = multipart("mixed", [formatted(), ...Object.values(FILES).map(fileEntity)]);
  const copied = Buffer.from(`Cc: ${carol.name} <${carol.address}>\r\n`);
  const footed = multipart("mixed", [await signed(textEntity(`${SIGNED_PART}\n`)), textEntity(`${FOOTER}\n`)]);
  return {
    full: [bob, Buffer.concat([copied, await sealed(await signed(full))])],
    unauthenticated: [bob, await encryptEntity(formatted(), [alice])],
    footed: [bob, footed],
    sealedAndFooted: [bob, await sealed(footed)],
    // Somebody on the way put another name and another subject outside.
    rewritten: [carol, await sealed(await signed(protectedEntity(bob, alice)))],
  };
}

export async function deliverAll({ rig }: Scene): Promise<void> {
  const { alice } = rig.certificates;
  for (const [name, [from, content]] of Object.entries(await contents(rig))) {
    const subject = SUBJECTS[name as keyof typeof SUBJECTS];
    const raw = addressed(from, alice, subject, content);
    await rig.deliver({ subject, from: from.address, text: "", raw, moral: "to be looked at closely" }, alice);
  }
}
