/** `diagnostics/…`: how Waxwing stands, in numbers and versions. Nothing that names anybody or anything leaves here. */
import type { Handlers } from "../protocol/server.ts";
import { fitsEncryption, fitsSigning } from "../vault/encryption-certificate.ts";
import { checkOneself, lastSelfCheck } from "./self-check.ts";
import type { Surroundings } from "./surroundings.ts";

type Requests = Pick<Handlers, "diagnostics/read" | "diagnostics/check">;

async function identityCounts({ vault }: Surroundings) {
  const certificates = (await vault.identities.list()).map(({ certificate }) => certificate);
  return {
    all: certificates.length,
    signing: certificates.filter(fitsSigning).length,
    decrypting: certificates.filter(fitsEncryption).length,
  };
}

export function diagnosticsRequests(surroundings: Surroundings): Requests {
  const { platform, vault, publicAuthorities } = surroundings;
  const { count, version, published } = publicAuthorities;
  return {
    async "diagnostics/read"() {
      return {
        version: platform.version,
        vault: (await vault.lock.state()).kind,
        autoLockMinutes: (await vault.settings.read()).autoLockMinutes,
        identities: await identityCounts(surroundings),
        people: (await vault.people.list()).length,
        authorities: (await vault.authorities.list()).length,
        sites: (await vault.settings.sites()).length,
        publicAuthorities: { count, version, published },
        selfCheck: await lastSelfCheck(surroundings),
      };
    },
    async "diagnostics/check"() {
      return checkOneself(surroundings);
    },
  };
}
