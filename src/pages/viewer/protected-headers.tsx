/** Subject, people and date: as they were encrypted, for the webmail may show others, or where no webmail shows any. */
import type { DisplayHeaders } from "../../smime/verdict/display.ts";
import { headerRows } from "./header-rows.ts";
import { say } from "../../words/say.ts";

/** The sender's own words and time zone are a press away: a touch screen and a keyboard find no title. */
function Original({ value, original }: { readonly value: string; readonly original: string }) {
  const words = say("As its sender wrote it: {date}", { date: original });
  return (
    <details class="original">
      <summary title={words}>
        <bdi>{value}</bdi>
      </summary>
      <p class="muted">{words}</p>
    </details>
  );
}

export function ProtectedHeaders({ headers }: { readonly headers: DisplayHeaders }) {
  const { subject } = headers;
  return (
    <header class="protected-headers">
      <h2>{subject === "" ? say("(no subject)") : <bdi>{subject}</bdi>}</h2>
      <dl>
        {headerRows(headers).map(({ name, value, original }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{original === null ? <bdi>{value}</bdi> : <Original value={value} original={original} />}</dd>
          </div>
        ))}
      </dl>
    </header>
  );
}
