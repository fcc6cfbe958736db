/** `identity/…`: the person's own keys and certificates. Keys come in here, and never go out. */
import type { Identity } from "../protocol/protocol.ts";
import type { Handlers } from "../protocol/server.ts";
import type { Certificate } from "../smime/x509/certificate.ts";
import { summarize } from "../smime/x509/summary.ts";
import { fitsEncryption, fitsSigning } from "../vault/encryption-certificate.ts";
import type { StoredIdentity } from "../vault/identities.ts";
import { isLegacy, readKeyFile } from "../vault/key-file.ts";
import type { Surroundings } from "./surroundings.ts";

type Requests = Pick<Handlers, "identity/list" | "identity/inspect" | "identity/import" | "identity/remove">;

async function describe(certificate: Certificate, chain: readonly Certificate[]): Promise<Omit<Identity, "id">> {
  return {
    certificate: await summarize(certificate),
    chain: await Promise.all(chain.map(summarize)),
    canSign: fitsSigning(certificate),
    canDecrypt: fitsEncryption(certificate),
  };
}

async function describeStored({ id, certificate, chain }: StoredIdentity): Promise<Identity> {
  return { id, ...(await describe(certificate, chain)) };
}

export function identityRequests({ vault, announceVault }: Surroundings): Requests {
  return {
    async "identity/list"() {
      return { identities: await Promise.all((await vault.identities.list()).map(describeStored)) };
    },

    async "identity/inspect"({ file, password }) {
      const contents = await readKeyFile(file, password);
      const identities = contents.identities.map(async ({ certificate, chain }) => ({
        ...(await describe(certificate, chain)),
        known: await vault.identities.knows(certificate),
      }));
      return {
        identities: await Promise.all(identities),
        otherCertificates: await Promise.all(contents.certificates.map(summarize)),
        encryption: contents.encryption,
        legacy: isLegacy(contents),
      };
    },

    async "identity/import"({ file, password }) {
      const imported = await vault.identities.import((await readKeyFile(file, password)).identities);
      await announceVault();
      return { identities: await Promise.all(imported.map(describeStored)) };
    },

    async "identity/remove"({ id }) {
      await vault.identities.remove(id);
      await announceVault();
      return {};
    },
  };
}
