/** Which forms of a message survive each way out, with source and date. Used to choose a form, and shown in the settings. */
import type { MessageForm } from "./gmail.ts";
import type { Delivery } from "./protocol.ts";

/**
 * `compared-on-roundcube`: our own end-to-end test, octet for octet. `fossa-guard`: that project's notes on outside
 * recipients. `multipart-reports`: FlowCrypt#3157 and #3916, lieer#197, mailvelope#41.
 */
export type FormSource = "compared-on-roundcube" | "fossa-guard" | "multipart-reports";

export interface FormFate {
  readonly form: MessageForm;
  readonly survives: boolean;
  readonly source: FormSource;
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

const MEASURED = { survives: true, source: "compared-on-roundcube", date: "2026-11" } as const;
const SINGLE_PART = { survives: true, source: "fossa-guard", date: "2020" } as const;

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
        source: "multipart-reports",
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
