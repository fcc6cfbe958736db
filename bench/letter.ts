/** The letters that are sealed for measuring: from one person to themselves, with text or one attachment. */
import type { Bytes } from "../src/smime/bytes.ts";
import type { Pace } from "../src/smime/pace.ts";
import { writeMessage } from "../src/smime/write-message.ts";
import type { SignatureForm } from "../src/smime/writing.ts";
import type { Material } from "./material.ts";

export const MAILBOX = { name: "Bench", address: "bench@example.org" };

export interface Letter {
  readonly text?: string;
  readonly attached?: Bytes;
  readonly sign: boolean;
  readonly encrypt: boolean;
  readonly form?: SignatureForm;
  /** Milliseconds since 1970. */
  readonly date: number;
  readonly pace?: Pace;
}

export function seal(key: Material["key"], letter: Letter): Promise<Bytes> {
  const { text = "Load", attached, sign, encrypt, form = "clear", date, pace } = letter;
  const attachment = { filename: "load.bin", contentType: "application/octet-stream" };
  return writeMessage({
    draft: {
      from: MAILBOX,
      to: [MAILBOX],
      cc: [],
      bcc: [],
      subject: "Load",
      hideSubject: true,
      text,
      rich: null,
      attachments: attached ? [{ ...attachment, content: attached }] : [],
      sign,
      encrypt,
    },
    messageId: "load@example.org",
    date,
    inReplyTo: null,
    references: [],
    signer: key,
    recipients: [key.certificate],
    form,
    ...(pace && { pace }),
  });
}
