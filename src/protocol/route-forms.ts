/** Which forms of a message survive each way out, with source and date. Used to choose a form, and shown in the settings. */
import type { MessageForm } from "./gmail.ts";
import type { Delivery } from "./protocol.ts";

export interface FormFate {
  readonly form: MessageForm;
  readonly survives: boolean;
  readonly source: string;
  /** ISO 8601, as exact as the source is. */
  readonly date: string;
}

export interface RouteForms {
  /** A file goes whichever way the person sends it. */
  readonly route: Exclude<Delivery["kind"], "file">;
  /** When these reports were collected. */
  readonly date: string;
  readonly fates: readonly FormFate[];
}

const MEASURED = { survives: true, source: "octets compared, end-to-end test on Roundcube 1.6.5", date: "2026-11" };
const SINGLE_PART = { survives: true, source: "Fossa Guard's notes on outside recipients", date: "2020" };

export const ROUTE_FORMS: readonly RouteForms[] = [
  {
    route: "webmail",
    date: "2026-11-23",
    fates: [
      { form: "clear-signed", ...MEASURED },
      { form: "opaque-signed", ...MEASURED },
      { form: "encrypted", ...MEASURED },
      { form: "signed-and-encrypted", ...MEASURED },
    ],
  },
  {
    route: "gmail-api",
    date: "2026-11-23",
    fates: [
      {
        form: "clear-signed",
        survives: false,
        source: "FlowCrypt#3157 and #3916, lieer#197, mailvelope#41: multiparts are built anew",
        date: "2025-03",
      },
      { form: "opaque-signed", ...SINGLE_PART },
      { form: "encrypted", ...SINGLE_PART },
      { form: "signed-and-encrypted", ...SINGLE_PART },
    ],
  },
];

export function routeForms(route: Delivery["kind"]): RouteForms {
  const found = ROUTE_FORMS.find((forms) => forms.route === route);
  if (found === undefined) throw new TypeError(`no forms for ${route}`);
  return found;
}
