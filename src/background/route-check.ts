/**
 * Tries what arrives: sends every form to another mailbox of the person's, and recognises them where they are read. The
 * sender's own copy proves nothing: Gmail files what was submitted, and builds anew what it sends.
 */
import type { Arrival, MessageForm } from "../protocol/gmail.ts";
import { type Bytes, concat, toHex, utf8 } from "../smime/bytes.ts";
import type { SignerKey } from "../smime/cms/keys.ts";
import { SmimeError } from "../smime/errors.ts";
import { isAddrSpec } from "../smime/mime/address.ts";
import { fieldValue, type HeaderField, readHeader } from "../smime/mime/header.ts";
import { writeField } from "../smime/mime/write-header.ts";
import type { OpenedMessage } from "../smime/reading.ts";
import { writeMessage } from "../smime/write-message.ts";
import type { Certificate } from "../smime/x509/certificate.ts";
import type { StoredRouteCheck } from "../vault/gmail-settings.ts";
import { personKey } from "../vault/people.ts";
import { sayInLetter } from "../words/say.ts";
import { sendFrom } from "./gmail-sending.ts";
import { newMessageId } from "./message-id.ts";
import type { Surroundings } from "./surroundings.ts";

const FIELD = "X-Waxwing-Route-Check";
const FORMS: readonly MessageForm[] = ["clear-signed", "opaque-signed", "encrypted", "signed-and-encrypted"];
const PENDING = {
  "clear-signed": "pending",
  "opaque-signed": "pending",
  encrypted: "pending",
  "signed-and-encrypted": "pending",
} as const;

function watchword(id: string, form: MessageForm): string {
  return `waxwing-route-check ${id} ${form}`;
}

interface Check {
  readonly id: string;
  readonly account: string;
  readonly to: string;
  readonly signer: SignerKey;
  readonly own: Certificate;
  readonly date: number;
}

async function messageOf(form: MessageForm, { id, account, to, signer, own, date }: Check): Promise<Bytes> {
  const number = FORMS.indexOf(form) + 1;
  const draft = {
    from: { name: "", address: account },
    to: [{ name: "", address: to }],
    cc: [],
    bcc: [],
    subject: sayInLetter("Waxwing test message {number} of {all}", { number, all: FORMS.length }),
    text: `${sayInLetter("Open this message with Waxwing, or paste its source into Waxwing's settings.")}\n\n${watchword(id, form)}\n`,
    rich: null,
    attachments: [],
    sign: form !== "encrypted",
    encrypt: form === "encrypted" || form === "signed-and-encrypted",
    hideSubject: false,
  };
  const raw = await writeMessage({
    draft,
    messageId: newMessageId(account),
    date,
    inReplyTo: null,
    references: [],
    signer,
    recipients: [own],
    form: form === "opaque-signed" ? "opaque" : "clear",
  });
  return concat(utf8(writeField(FIELD, [id, form])), raw);
}

/** Encrypts to the person's own key: the other mailbox is theirs, and needs no certificate of its own. */
export async function startRouteCheck(
  { account, to }: Pick<Check, "account" | "to">,
  surroundings: Surroundings,
): Promise<void> {
  const { vault, clock } = surroundings;
  const other = isAddrSpec(to) ? personKey(to) : null;
  if (other === null || other === personKey(account)) throw new SmimeError("draft/bad-address", { address: to });
  const signer = await vault.signerFor(account);
  if (!signer) throw new SmimeError("draft/no-signing-identity", { address: account });
  const own = await vault.ownCertificate(account);
  if (!own) throw new SmimeError("draft/no-certificate", { addresses: [account] });
  const id = toHex(crypto.getRandomValues(new Uint8Array(16)));
  const check = { id, account, to, signer, own, date: clock() };
  await vault.gmail.writeCheck({ id, account, to, date: check.date, arrivals: PENDING });
  for (const form of FORMS) {
    await sendFrom({ raw: await messageOf(form, check), from: account, thread: null }, surroundings);
  }
}

interface Recognised {
  readonly check: StoredRouteCheck;
  readonly form: MessageForm;
}

async function recognise(
  fields: readonly HeaderField[],
  { vault }: Pick<Surroundings, "vault">,
): Promise<Recognised | null> {
  const [id, name] = (fieldValue(fields, FIELD.toLowerCase()) ?? "").split(" ");
  const form = FORMS.find((one) => one === name);
  const check = (await vault.gmail.checks()).find((one) => one.id === id);
  return form === undefined || check === undefined ? null : { check, form };
}

/** The server that makes the final delivery says so (RFC 5321 section 4.4); many name the mailbox too. */
function wasDelivered(fields: readonly HeaderField[]): boolean {
  return fieldValue(fields, "return-path") !== null || fieldValue(fields, "delivered-to") !== null;
}

function isSignedWhole({ report }: OpenedMessage): boolean {
  const { kind } = report.signature;
  const intact = report.checks.some(({ question, answer }) => question === "content-intact" && answer === "yes");
  return intact && kind !== "partial" && kind !== "unsigned";
}

function arrivalOf(form: MessageForm, id: string, opened: OpenedMessage): Arrival {
  const { encryption, layers } = opened.report;
  const sealed = form === "encrypted" || form === "signed-and-encrypted";
  const keyless = encryption.kind === "failed" && encryption.code === "cms/no-matching-recipient";
  if (encryption.kind === "locked" || keyless) return "pending";
  const dressed = sealed
    ? encryption.kind === "decrypted"
    : layers.includes(form === "clear-signed" ? "multipart-signed" : "signed-data");
  const signed = form === "encrypted" || isSignedWhole(opened);
  return dressed && signed && opened.content.text.includes(watchword(id, form)) ? "whole" : "broken";
}

async function note({ check, form }: Recognised, opened: OpenedMessage, { vault }: Surroundings): Promise<Arrival> {
  const arrival = arrivalOf(form, check.id, opened);
  if (arrival !== "pending") {
    const known = (await vault.gmail.checkOf(check.account)) ?? check;
    await vault.gmail.writeCheck({ ...known, arrivals: { ...known.arrivals, [form]: arrival } });
  }
  return arrival;
}

/** A message was displayed: if it is one of a check, the check learns how it arrived. */
export async function noteArrival(raw: Bytes, opened: OpenedMessage, surroundings: Surroundings): Promise<void> {
  const { fields } = readHeader(raw);
  if (fieldValue(fields, FIELD.toLowerCase()) === null || !wasDelivered(fields)) return;
  const recognised = await recognise(fields, surroundings);
  if (recognised === null) return;
  await note(recognised, opened, surroundings);
  await surroundings.announceGmail();
}

/** @throws SmimeError gmail/no-arrival for any other message, vault/locked, mime/* */
export async function readArrival(source: Bytes, surroundings: Surroundings): Promise<void> {
  const { fields } = readHeader(source);
  const recognised = await recognise(fields, surroundings);
  if (recognised === null) throw new SmimeError("gmail/no-arrival", { reason: "unknown" });
  if (!wasDelivered(fields)) throw new SmimeError("gmail/no-arrival", { reason: "not-delivered" });
  const arrival = await note(recognised, await surroundings.reader.read(source, "person"), surroundings);
  if (arrival === "pending") throw new SmimeError("vault/locked", {});
}
