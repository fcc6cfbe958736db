/** Says a failure in a webmail's page. What cannot happen there is not said there: the script in every page stays small. */
import { draftTellings } from "../pages/ui/sentences-draft.ts";
import { fileTellings } from "../pages/ui/sentences-file.ts";
import { gmailTellings } from "../pages/ui/sentences-gmail.ts";
import { vaultTellings } from "../pages/ui/sentences-vault.ts";
import { webmailTellings } from "../pages/ui/sentences-webmail.ts";
import type { Telling, Tellings } from "../pages/ui/telling.ts";
import { type FailureCode, isSmimeError, type SmimeError, type SmimeFailures } from "../smime/errors.ts";

/** Of composers' and settings' own. */
type Elsewhere = Extract<FailureCode, `look-up/${string}` | `journal/${string}`>;

const TELLINGS: Tellings<Exclude<FailureCode, Elsewhere>> = {
  ...fileTellings,
  ...vaultTellings,
  ...draftTellings,
  ...webmailTellings,
  ...gmailTellings,
};

type Here = keyof typeof TELLINGS;

function isHere(error: SmimeError): error is SmimeError<Here> {
  return Object.hasOwn(TELLINGS, error.code);
}

function tell<C extends Here>(code: C, detail: SmimeFailures[C]): Telling {
  return TELLINGS[code](detail);
}

/** Whatever was thrown: what is no failure of ours by name is a fault of ours. */
export function tellThrown(error: unknown): Telling {
  const isOurs = isSmimeError(error) && isHere(error);
  return isOurs ? tell(error.code, error.detail) : tell("internal/fault", { where: "webmail" });
}
