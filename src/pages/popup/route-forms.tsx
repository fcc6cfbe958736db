/** Which forms of a message survive which way out: what is reported, by whom, and what the person's own checks found. */
import type { Arrival, MessageForm, RouteCheck } from "../../protocol/gmail.ts";
import { type FormSource, ROUTE_FORMS, type RouteForms } from "../../protocol/route-forms.ts";
import { phrase } from "../ui/phrase.tsx";
import { dayInWords } from "../ui/words.ts";
import { say } from "../../words/say.ts";

export const FORM_WORDS: Readonly<Record<MessageForm, string>> = {
  "clear-signed": say("Signed, readable without S/MIME"),
  "opaque-signed": say("Signed, needs S/MIME to read"),
  encrypted: say("Encrypted"),
  "signed-and-encrypted": say("Signed and encrypted"),
};

export const ARRIVAL_WORDS: Readonly<Record<Arrival, string>> = {
  pending: say("not seen yet"),
  whole: say("arrived whole"),
  broken: say("arrived damaged"),
};

const ROUTES: Readonly<Record<RouteForms["route"], string>> = {
  webmail: say("Through your webmail"),
  "gmail-api": say("Through Gmail"),
};

function sourceInWords(source: FormSource, date: string): string {
  switch (source) {
    case "compared-on-roundcube":
      return say("octets compared, end-to-end test on Roundcube 1.6.5, {date}", { date });
    case "fossa-guard":
      return say("Fossa Guard's notes on outside recipients, {date}", { date });
    case "multipart-reports":
      return say("FlowCrypt#3157 and #3916, lieer#197, mailvelope#41: multiparts are built anew, {date}", { date });
  }
}

function FormLine({ form, fate }: { readonly form: MessageForm; readonly fate: string }) {
  return <>{phrase("{form}: {fate}", { form: FORM_WORDS[form], fate: <strong>{fate}</strong> })}</>;
}

function Route({ route, fates }: RouteForms) {
  return (
    <>
      <h4>{ROUTES[route]}</h4>
      <ul class="fates">
        {fates.map(({ form, survives, source, date }) => (
          <li key={form}>
            <FormLine form={form} fate={survives ? say("arrives whole") : say("may arrive damaged")} />
            <span class="row-note">{sourceInWords(source, date)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Found({ account, to, date, arrivals }: RouteCheck) {
  const forms: readonly MessageForm[] = ["clear-signed", "opaque-signed", "encrypted", "signed-and-encrypted"];
  return (
    <>
      <h4>{phrase("Your check of {account}, {date}", { account: <bdi>{account}</bdi>, date: dayInWords(date) })}</h4>
      <ul class="fates">
        {forms.map((form) => (
          <li key={form}>
            <FormLine form={form} fate={ARRIVAL_WORDS[arrivals[form]]} />
          </li>
        ))}
      </ul>
      <p class="row-note">
        {say("Sent to {address}. A result counts more than what others reported.", { address: to })}
      </p>
    </>
  );
}

export function RouteFormsPart({ checks }: { readonly checks: readonly RouteCheck[] }) {
  return (
    <section class="part" aria-label={say("What arrives")}>
      <h3>{say("What arrives")}</h3>
      {checks.map((check) => (
        <Found key={check.account} {...check} />
      ))}
      <details class="more">
        <summary>{say("What is known of each way")}</summary>
        {ROUTE_FORMS.map((forms) => (
          <Route key={forms.route} {...forms} />
        ))}
      </details>
    </section>
  );
}
