import { fileTellings } from "./sentences-file.ts";
import type { Telling } from "./telling.ts";

/** Why an encrypted message stayed closed. The code of an encryption verdict crosses the protocol as a plain string. */
export function tellUnopened(code: string): Telling {
  switch (code) {
    case "cms/no-matching-recipient":
      return fileTellings[code]({ recipients: 0 });
    case "cms/unsupported-algorithm":
    case "cms/unsupported-content-type":
      return fileTellings[code]({ oid: "" });
    case "cms/malformed":
      return fileTellings[code]({ structure: "" });
    case "cms/limit-exceeded":
      return fileTellings[code]({ limit: "" });
    default:
      return fileTellings["cms/decryption-failed"]({});
  }
}
