/** `waxwing open`: a message verified, decrypted and explained. */
import type { OpenedMessage } from "../smime/reading.ts";
import { readMessage } from "../smime/read-message.ts";
import type { Mailbox } from "../smime/verdict/display.ts";
import type { SignatureVerdict } from "../smime/verdict/vocabulary.ts";
import { readArguments } from "./arguments.ts";
import { readInput } from "./files.ts";
import { KEY_OPTIONS, readKeys } from "./keys.ts";
import { readTrust, TRUST_FLAGS, TRUST_LISTS } from "./trust.ts";

function mailboxText({ name, address }: Mailbox): string {
  return name === "" ? address : `${name} <${address}>`;
}

function signatureOf(verdict: SignatureVerdict): object {
  switch (verdict.kind) {
    case "unsigned":
      return { kind: verdict.kind };
    case "verified":
      return { kind: verdict.kind, revocation: verdict.revocation };
    case "mismatched":
      return { kind: verdict.kind, from: verdict.from };
    case "untrusted":
      return { kind: verdict.kind, reason: verdict.reason.code, subject: verdict.reason.subject };
    case "partial":
    case "altered":
    case "undetermined":
      return { kind: verdict.kind, reason: verdict.reason };
  }
}

function signerOf(verdict: SignatureVerdict): object | null {
  if (verdict.kind === "unsigned") return null;
  return "signer" in verdict ? verdict.signer : verdict.claimed;
}

function describe({ report, content }: OpenedMessage): object {
  const { headers, text, attachments } = content;
  return {
    layers: report.layers,
    signature: signatureOf(report.signature),
    signer: signerOf(report.signature),
    encryption: report.encryption,
    from: headers.from.map((mailbox) => mailbox.address),
    headers: {
      subject: headers.subject,
      from: headers.from.map(mailboxText).join(", "),
      to: headers.to.map(mailboxText).join(", "),
      cc: headers.cc.map(mailboxText).join(", "),
      date: headers.date,
      messageId: headers.messageId,
    },
    text,
    attachments,
    remarks: report.remarks,
    checks: report.checks,
    path: report.path.map((certificate) => certificate.subject),
  };
}

export async function open(words: readonly string[]): Promise<object> {
  const given = readArguments(words, {
    flags: TRUST_FLAGS,
    values: [...KEY_OPTIONS, "--at"],
    lists: TRUST_LISTS,
  });
  const { anchors, intermediates, crls, ocsp } = readTrust(given);
  const now = given.time();
  const keys = await readKeys(given);
  const context = { keys, anchors, certificates: intermediates, now, crls, ocsp };
  return describe(await readMessage(readInput(given.operand), context));
}
