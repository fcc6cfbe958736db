/** How a signature without encryption travels where the person does not choose. */
import type { SignatureDefault } from "../protocol/gmail.ts";
import type { Delivery } from "../protocol/protocol.ts";
import { routeForms } from "../protocol/route-forms.ts";
import type { GmailSettings } from "../vault/gmail-settings.ts";

/** What was seen to arrive wins over what was reported. */
export async function signatureDefault(
  route: Delivery["kind"],
  account: string,
  settings: GmailSettings,
): Promise<SignatureDefault> {
  const check = route === "gmail-api" ? await settings.checkOf(account) : null;
  const arrived = check?.arrivals["clear-signed"] ?? "pending";
  if (check && arrived !== "pending") {
    const date = new Date(check.date).toISOString();
    return { form: arrived === "whole" ? "clear" : "opaque", basis: "checked", date };
  }
  const { fates, date } = routeForms(route);
  const clear = fates.some(({ form, survives }) => form === "clear-signed" && survives);
  return { form: clear ? "clear" : "opaque", basis: "reported", date };
}
