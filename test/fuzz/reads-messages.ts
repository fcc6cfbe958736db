/** Whole messages: "verified" is said only of what was signed, by the one it is said of, and shown as it was signed. */
import { type Bytes, latin1 } from "../../src/smime/bytes.ts";
import { type OpenedMessage, readMessage } from "../../src/smime/read-message.ts";
import type { DisplayHeaders } from "../../src/smime/verdict/display.ts";
import { parseMailAddress } from "../../src/smime/x509/mail-address.ts";
import { type OpenedWorld, sealed, shownOf } from "./opened-world.ts";
import { ensure } from "./violation.ts";

function isSame(a: string, b: string): boolean {
  const [one, other] = [parseMailAddress(a), parseMailAddress(b)];
  return one !== null && other !== null && one.local === other.local && one.domain === other.domain;
}

/** The fields that the seeds with a protected header protect. */
function protectedOf({ subject, from, to, date }: DisplayHeaders): string {
  return JSON.stringify([subject, from, to, date]);
}

const CONTAINER = /multipart\/(?!signed)/i;

function checkVerified(opened: OpenedMessage, { verified }: OpenedWorld, isWrapped: boolean): void {
  const { signature } = opened.report;
  if (signature.kind !== "verified") return;
  const { headers } = opened.content;
  const signed = verified.get(shownOf(opened));
  ensure(signed !== undefined, "what is shown as verified is what was signed");
  // The header of what a list has wrapped is the list's: nothing beneath it is the header of the message.
  if (signed && !isWrapped)
    ensure(protectedOf(signed) === protectedOf(headers), "a protected header is shown as it was signed");
  const [author, ...others] = headers.from;
  ensure(others.length === 0 && author !== undefined, "a verified message has one author");
  const isNamed = signature.signer.addresses.some((address) => isSame(address, author?.address ?? ""));
  ensure(isNamed, "the author shown is the signer");
  ensure(
    opened.content.attachments.every((attachment) => attachment.signed),
    "attachments of verified mail are signed",
  );
}

/** Everything that can be asked of an opened message is asked. */
function checkOpened(opened: OpenedMessage, world: OpenedWorld, input: Bytes): void {
  const { content, report, reply, learned } = opened;
  checkVerified(opened, world, CONTAINER.test(latin1(input)));
  const { encryption } = report;
  if (encryption.kind === "decrypted" && encryption.authenticated)
    ensure(world.authenticated.has(shownOf(opened)), "what authenticated encryption gives is what was sealed");
  ensure(learned === null || report.signature.kind === "verified", "only verified mail teaches a certificate");
  ensure(opened.decrypted === (encryption.kind === "decrypted"), "what was decrypted says so");
  const quoted = reply.quotedText.replaceAll(/^>+ ?/gm, "").trim();
  ensure(quoted === "" || content.text.trim() !== "", "nothing is quoted that is not shown");
}

export async function checkMessage(input: Bytes, world: OpenedWorld): Promise<void> {
  checkOpened(await readMessage(input, world.context), world, input);
}

/** The input is sealed before it is read: the writer of a message decides what is beneath the encryption. */
export async function checkInner(input: Bytes, world: OpenedWorld): Promise<void> {
  const [, , bob] = world.certificates;
  if (!bob) throw new RangeError("a world without Bob");
  const opened = await readMessage(await sealed(input, bob), world.context);
  checkOpened(opened, world, input);
  ensure(opened.decrypted, "what was encrypted is opened");
}
