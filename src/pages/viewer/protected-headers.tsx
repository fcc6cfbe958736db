/** Subject, people and date: as they were encrypted, for the webmail may show others, or where no webmail shows any. */
import type { DisplayHeaders } from "../../smime/verdict/display.ts";
import { headerRows } from "./header-rows.ts";
import { say } from "../../words/say.ts";

export function ProtectedHeaders({ headers }: { readonly headers: DisplayHeaders }) {
  const { subject } = headers;
  return (
    <header class="protected-headers">
      <h2>{subject === "" ? say("(no subject)") : <bdi>{subject}</bdi>}</h2>
      <dl>
        {headerRows(headers).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </header>
  );
}
