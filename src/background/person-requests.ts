/** `person/…`: correspondents' certificates. */
import type { Person } from "../protocol/protocol.ts";
import type { Handlers } from "../protocol/server.ts";
import type { Bytes } from "../smime/bytes.ts";
import type { CertificateSummary } from "../smime/verdict/vocabulary.ts";
import type { Certificate } from "../smime/x509/certificate.ts";
import { readCertificateFile } from "../smime/x509/certificate-file.ts";
import { summarize } from "../smime/x509/summary.ts";
import type { StoredPerson } from "../vault/people.ts";
import type { Surroundings } from "./surroundings.ts";

type Requests = Pick<Handlers, "person/list" | "person/inspect" | "person/import" | "person/remove">;

async function describe({ certificate, since, lookedUp, ...person }: StoredPerson): Promise<Person> {
  const { address, source, replaced } = person;
  return {
    address,
    certificate: await summarize(certificate),
    source,
    since: new Date(since).toISOString(),
    replaced,
    lookedUp: lookedUp && { ...lookedUp, date: new Date(lookedUp.date).toISOString() },
  };
}

interface Sorted {
  readonly certificate: Certificate;
  readonly summary: CertificateSummary;
}

/** Certificates of a file by what they are good for; those that name nobody and issue nothing are neither. */
async function sort(
  file: Bytes,
): Promise<{ readonly people: readonly Sorted[]; readonly authorities: readonly Sorted[] }> {
  const all = await Promise.all(
    readCertificateFile(file).map(async (certificate) => ({ certificate, summary: await summarize(certificate) })),
  );
  return {
    people: all.filter(({ summary }) => !summary.usages.issue && summary.addresses.length > 0),
    authorities: all.filter(({ summary }) => summary.usages.issue),
  };
}

export function personRequests({ vault, asked, announcePeople }: Surroundings): Requests {
  const list = async () => ({ people: await Promise.all((await vault.people.list()).map(describe)) });
  return {
    "person/list": list,

    async "person/inspect"({ file }) {
      const { people, authorities } = await sort(file);
      return {
        people: people.map(({ summary }) => summary),
        authorities: authorities.map(({ summary }) => summary),
      };
    },

    async "person/import"({ file }) {
      const { people, authorities } = await sort(file);
      const found = people.map(({ certificate }) => certificate);
      await vault.people.import(found, await asked.origin(file));
      // Authorities in the file complete paths; trusting one is another decision.
      await vault.intermediates.add(authorities.map(({ certificate }) => certificate));
      await announcePeople();
      return list();
    },

    async "person/remove"({ address }) {
      await vault.people.remove(address);
      await announcePeople();
      return {};
    },
  };
}
