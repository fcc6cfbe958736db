/** Subject, people and date: as they were encrypted, for the webmail may show others, or where no webmail shows any. */
import type { DisplayHeaders, Mailbox } from "../../smime/verdict/display.ts";

function peopleInWords(mailboxes: readonly Mailbox[]): string {
  return mailboxes.map(({ name, address }) => (name === "" ? address : `${name} <${address}>`)).join(", ");
}

export function ProtectedHeaders({ headers }: { readonly headers: DisplayHeaders }) {
  const { subject, from, to, cc, date } = headers;
  const rows = [
    ["From", peopleInWords(from)],
    ["To", peopleInWords(to)],
    ["Cc", peopleInWords(cc)],
    ["Date", date],
  ] as const;
  return (
    <header class="protected-headers">
      <h2>{subject === "" ? "(no subject)" : subject}</h2>
      <dl>
        {rows
          .filter(([, value]) => value !== "")
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </header>
  );
}
