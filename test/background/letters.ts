import type { Bytes } from "../../src/smime/bytes.ts";
import { latin1 } from "../../src/smime/bytes.ts";
import type { Draft, Mailbox } from "../../src/smime/verdict/display.ts";
import { writeMessage } from "../../src/smime/write-message.ts";
import { seedOf } from "../protocol/compose-seed.ts";
import { NOW, type Issued } from "../smime/x509/certificate-builder.ts";
import { portsOf } from "./made-worker.ts";

export const box = (address: string, name = ""): Mailbox => ({ name, address });

/** Alice answers Bob in a webmail. */
export const SEED = seedOf(box("alice@example.com", "Alice"), {
  to: "Bob <bob@example.com>",
  subject: "Re: About birds",
});

export const SECRET = "the eagle lands at dawn";

export function draftOf(from: string, to: readonly string[], more: Partial<Draft> = {}): Draft {
  return {
    from: box(from),
    to: to.map((address) => box(address)),
    cc: [],
    bcc: [],
    subject: "About birds",
    text: SECRET,
    rich: null,
    attachments: [],
    sign: true,
    encrypt: true,
    hideSubject: true,
    ...more,
  };
}

/** A letter as another program would have sent it. */
export async function letter(from: Issued | null, to: readonly Issued[], draft: Draft): Promise<Bytes> {
  return writeMessage({
    draft,
    messageId: "original@example.com",
    date: NOW,
    inReplyTo: null,
    references: [],
    signer: from && portsOf(from),
    recipients: to.map(({ certificate }) => certificate),
    form: "clear",
  });
}

export const textOf = (raw: Bytes): string => latin1(raw);
