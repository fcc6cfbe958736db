/** Whom the person can encrypt for: learned from verified mail, or imported from files. */
import { useState } from "preact/hooks";
import { request } from "../../protocol/client.ts";
import type { Person } from "../../protocol/protocol.ts";
import { FoldedCard } from "../ui/card.tsx";
import { Field } from "../ui/field.tsx";
import { FileDrop } from "../ui/file-drop.tsx";
import { FailureNotice, Notice } from "../ui/notice.tsx";
import { dayInWords } from "../ui/words.ts";
import { PEOPLE_FILES } from "../ui/certificate-files.ts";
import { CertificateFile } from "../surface/certificate-file.tsx";
import { CertificateRow } from "./certificate-row.tsx";
import { LookUpPerson } from "./look-up-person.tsx";
import { matchingPeople } from "./people-search.ts";
import type { Loaded } from "../surface/replies.ts";
import { Removal } from "./removal.tsx";
import { say, sayCount } from "../../words/say.ts";

function originOf({ source, since, lookedUp }: Person): string {
  const date = dayInWords(since);
  if (lookedUp !== null && source !== "learned")
    return say("looked up in the DNS of {domain}, {date}", {
      domain: lookedUp.domain,
      date: dayInWords(lookedUp.date),
    });
  switch (source) {
    case "learned":
      return say("from signed mail, {date}", { date });
    case "vouched":
      return say("from a file that an authority vouches for, {date}", { date });
    case "imported":
      return say("from a file, {date}", { date });
  }
}

function Note({ person }: { readonly person: Person }) {
  return (
    <>
      <bdi>{person.certificate.name}</bdi> · {originOf(person)}
    </>
  );
}

function LookedUp({ person: { lookedUp } }: { readonly person: Person }) {
  if (lookedUp === null) return null;
  const { domain, resolver, authenticated } = lookedUp;
  const values = { domain, resolver, date: dayInWords(lookedUp.date) };
  return (
    <p class="muted">
      {authenticated
        ? say(
            "Looked up in the DNS of {domain} on {date}. The resolver {resolver} says that the answer is genuine (DNSSEC). Waxwing has not proved that itself, and trusts the certificate no more for it.",
            values,
          )
        : say(
            "Looked up in the DNS of {domain} on {date}. The resolver {resolver} does not say that the answer is genuine (DNSSEC).",
            values,
          )}
    </p>
  );
}

function Replaced({ person }: { readonly person: Person }) {
  if (person.replaced === null) return null;
  return (
    <Notice kind={person.replaced.otherAuthority ? "warning" : "note"}>
      {person.replaced.otherAuthority
        ? say(
            "This certificate replaced one from another authority. If that is unexpected, ask the person another way.",
          )
        : say("This certificate replaced an earlier one from the same authority.")}
    </Notice>
  );
}

function PeopleList({
  people,
  onRemove,
}: {
  readonly people: readonly Person[];
  readonly onRemove: (person: Person) => void;
}) {
  const [sought, setSought] = useState("");
  const found = matchingPeople(people, sought);
  if (people.length === 0)
    return (
      <p class="muted">
        {say("Nobody yet. Open a signed mail, and its sender appears here; or add a certificate file.")}
      </p>
    );
  return (
    <>
      <Field type="search" label={say("Search people")} value={sought} onValue={setSought} />
      <p class="spoken" role="status">
        {sought === "" ? "" : sayCount(found.length, "{count} found", "{count} found")}
      </p>
      {found.length === 0 && <p class="muted">{say("Nobody here matches “{words}”.", { words: sought })}</p>}
      <ul class="rows">
        {found.map((person) => (
          <CertificateRow
            key={person.address}
            title={person.address}
            certificate={person.certificate}
            note={<Note person={person} />}
            onRemove={() => onRemove(person)}
          >
            <LookedUp person={person} />
            <Replaced person={person} />
          </CertificateRow>
        ))}
      </ul>
    </>
  );
}

export interface PeopleProps {
  readonly people: Loaded<{ readonly people: readonly Person[] }>;
  readonly chooseElsewhere: (() => void) | null;
  readonly onChanged: () => void;
}

export function People({ people, chooseElsewhere, onChanged }: PeopleProps) {
  const [file, setFile] = useState<File | null>(null);
  const [leaving, setLeaving] = useState<Person | null>(null);
  const list = people.value?.people ?? [];
  return (
    <FoldedCard title={say("People")} aside={<span class="muted">{list.length}</span>}>
      {people.failure !== null && <FailureNotice failure={people.failure} />}
      <PeopleList people={list} onRemove={setLeaving} />
      <FileDrop
        invitation={say("Drop a certificate here")}
        hint={say("A .cer, .pem, .p7b or .vcf file of somebody you write to.")}
        button={say("Choose a certificate")}
        accept={PEOPLE_FILES}
        onFile={setFile}
        chooseElsewhere={chooseElsewhere}
      />
      <LookUpPerson onFound={setFile} />
      {file !== null && <CertificateFile file={file} onChanged={onChanged} onClose={() => setFile(null)} />}
      {leaving !== null && (
        <Removal
          title={say("Remove {address}?", { address: leaving.address })}
          action={say("Remove")}
          remove={() => request("person/remove", { address: leaving.address })}
          onChanged={onChanged}
          onClose={() => setLeaving(null)}
        >
          {say("You can then no longer encrypt for this address, until the person sends you a signed mail again.")}
        </Removal>
      )}
    </FoldedCard>
  );
}
