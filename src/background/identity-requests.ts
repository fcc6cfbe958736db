/** `identity/…`: the person's own keys and certificates. Keys come in here; they go out only in a file under a password. */
import type { Identity } from "../protocol/protocol.ts";
import type { Handlers } from "../protocol/server.ts";
import type { Certificate } from "../smime/x509/certificate.ts";
import { validatePath } from "../smime/x509/certification-path.ts";
import { summarize } from "../smime/x509/summary.ts";
import type { AnchorSource } from "../smime/x509/trust-anchor.ts";
import { fitsEncryption, fitsSigning } from "../vault/encryption-certificate.ts";
import type { StoredIdentity } from "../vault/identities.ts";
import { isLegacy, readKeyFile } from "../vault/key-file.ts";
import type { Vault } from "../vault/vault.ts";
import type { Surroundings } from "./surroundings.ts";

type Requests = Pick<Handlers, `identity/${"list" | "inspect" | "import" | "remove" | "export"}`>;

/** As of the day the certificate was made: an old key's authority is not worth a question for being old. */
async function leadsToAnchor(certificate: Certificate, chain: readonly Certificate[], anchors: AnchorSource) {
  const target = chain.at(-1) ?? certificate;
  const at = certificate.notBefore;
  const path = await validatePath({ target, intermediates: chain, anchors, at, purpose: "any", revocation: "ignore" });
  return path.kind === "valid";
}

async function describe(
  certificate: Certificate,
  chain: readonly Certificate[],
  anchors: AnchorSource,
): Promise<Omit<Identity, "id">> {
  return {
    certificate: await summarize(certificate),
    chain: await Promise.all(chain.map(summarize)),
    canSign: fitsSigning(certificate),
    canDecrypt: fitsEncryption(certificate),
    authorityTrusted: await leadsToAnchor(certificate, chain, anchors),
  };
}

async function describeStored(identities: readonly StoredIdentity[], vault: Vault): Promise<readonly Identity[]> {
  const anchors = await vault.anchors();
  return Promise.all(
    identities.map(async ({ id, certificate, chain }) => ({ id, ...(await describe(certificate, chain, anchors)) })),
  );
}

export function identityRequests({ vault, announceVault }: Surroundings): Requests {
  return {
    async "identity/list"() {
      return { identities: await describeStored(await vault.identities.list(), vault) };
    },

    async "identity/inspect"({ file, password }) {
      const contents = await readKeyFile(file, password);
      const anchors = await vault.anchors();
      const identities = contents.identities.map(async ({ certificate, chain }) => ({
        ...(await describe(certificate, chain, anchors)),
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
      return { identities: await describeStored(imported, vault) };
    },

    async "identity/remove"({ id }) {
      await vault.identities.remove(id);
      await announceVault();
      return {};
    },

    async "identity/export"({ password, form }) {
      return { file: await vault.identities.export(password, form) };
    },
  };
}
