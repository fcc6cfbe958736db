/** `authority/…`: whom the person trusts to vouch for others. */
import type { Body } from "../protocol/protocol.ts";
import type { Handlers } from "../protocol/server.ts";
import { SmimeError } from "../smime/errors.ts";
import type { Certificate } from "../smime/x509/certificate.ts";
import { readCertificateFile } from "../smime/x509/certificate-file.ts";
import { summarize } from "../smime/x509/summary.ts";
import type { Surroundings } from "./surroundings.ts";

type Requests = Pick<Handlers, "authority/list" | "authority/add" | "authority/remove">;

async function candidates(
  file: Body<"authority/add">["file"],
  { vault }: Surroundings,
): Promise<readonly Certificate[]> {
  if (file) return readCertificateFile(file);
  return (await vault.identities.list()).flatMap(({ chain }) => chain);
}

/** @throws SmimeError x509/no-certificate where no authority of that fingerprint is among them */
async function chosen(certificates: readonly Certificate[], fingerprint: string): Promise<Certificate> {
  for (const certificate of certificates) {
    const summary = await summarize(certificate);
    if (summary.fingerprint === fingerprint && summary.usages.issue) return certificate;
  }
  throw new SmimeError("x509/no-certificate", {});
}

export function authorityRequests(surroundings: Surroundings): Requests {
  const { vault, reader, publicAuthorities, announcePeople } = surroundings;
  const { count, version, published } = publicAuthorities;
  const list = async () => {
    const authorities = (await vault.authorities.list()).map(async ({ certificate, since }) => ({
      certificate: await summarize(certificate),
      since: new Date(since).toISOString(),
    }));
    return { authorities: await Promise.all(authorities), publicAuthorities: { count, version, published } };
  };
  return {
    "authority/list": list,

    async "authority/add"({ file, fingerprint }) {
      await vault.authorities.add(await chosen(await candidates(file, surroundings), fingerprint));
      reader.forget();
      await announcePeople();
      return list();
    },

    async "authority/remove"({ fingerprint }) {
      await vault.authorities.remove(fingerprint);
      reader.forget();
      await announcePeople();
      return {};
    },
  };
}
