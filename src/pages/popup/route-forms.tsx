/** Which forms of a message survive which way out: what is reported, by whom, and what the person's own checks found. */
import type { Arrival, MessageForm, RouteCheck } from "../../protocol/gmail.ts";
import { ROUTE_FORMS, type RouteForms } from "../../protocol/route-forms.ts";
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

function Route({ route, fates }: RouteForms) {
  return (
    <>
      <h4>{ROUTES[route]}</h4>
      <ul class="fates">
        {fates.map(({ form, survives, source, date }) => (
          <li key={form}>
            {FORM_WORDS[form]}: <strong>{survives ? say("arrives whole") : say("may arrive damaged")}</strong>
            <span class="row-note">
              {source}, {date}
            </span>
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
      <h4>
        Your check of {account}, {dayInWords(date)}
      </h4>
      <ul class="fates">
        {forms.map((form) => (
          <li key={form}>
            {FORM_WORDS[form]}: <strong>{ARRIVAL_WORDS[arrivals[form]]}</strong>
          </li>
        ))}
      </ul>
      <p class="row-note">Sent to {to}. A result counts more than what others reported.</p>
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
