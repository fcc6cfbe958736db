/**
 * Says every failure in plain words: what happened, what is safe, what to do next. It must never show a bare code; the
 * code itself stays under "more", where it can be copied.
 */
import type { FailureCode, SmimeFailures } from "../../smime/errors.ts";
import { draftTellings } from "./sentences-draft.ts";
import { fileTellings } from "./sentences-file.ts";
import { gmailTellings } from "./sentences-gmail.ts";
import { journalTellings } from "./sentences-journal.ts";
import { lookUpTellings } from "./sentences-look-up.ts";
import { vaultTellings } from "./sentences-vault.ts";
import { webmailTellings } from "./sentences-webmail.ts";
import type { Telling, Tellings } from "./telling.ts";

const TELLINGS: Tellings<FailureCode> = {
  ...fileTellings,
  ...vaultTellings,
  ...draftTellings,
  ...webmailTellings,
  ...gmailTellings,
  ...journalTellings,
  ...lookUpTellings,
};

/** A failure whose code and detail belong together. */
export interface Told<C extends FailureCode = FailureCode> {
  readonly code: C;
  readonly detail: SmimeFailures[C];
}

export function tell<C extends FailureCode>(failure: Told<C>): Telling {
  return TELLINGS[failure.code](failure.detail);
}

function isTold(value: object): value is Told {
  if (!("code" in value) || typeof value.code !== "string" || !Object.hasOwn(TELLINGS, value.code)) return false;
  return "detail" in value && typeof value.detail === "object" && value.detail !== null;
}

/** Whatever was thrown, or came through a port, as a failure that can be told. */
export function failureOf(thrown: unknown): Told {
  if (typeof thrown === "object" && thrown !== null && isTold(thrown))
    return { code: thrown.code, detail: thrown.detail };
  return { code: "internal/fault", detail: { where: "pages" } };
}
