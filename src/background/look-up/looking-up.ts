/** One look-up from an address to the certificates that its domain publishes for it. Nothing is believed, nothing kept. */
import { SmimeError } from "../../smime/errors.ts";
import type { Certificate } from "../../smime/x509/certificate.ts";
import { namesAddress } from "../../smime/x509/subject-alt-name.ts";
import type { LookedUp } from "../../vault/database.ts";
import { type DnsAnswer, readAnswer, writeQuestion } from "./dns-message.ts";
import { askResolver } from "./dns-over-https.ts";
import { ownerNamesOf } from "./owner-name.ts";
import { readSmimea, TYPE_SMIMEA } from "./smimea.ts";

const [NO_ERROR, SERVER_FAILURE, NO_SUCH_NAME] = [0, 2, 3];

export interface Found {
  /** Those that name the address, then those of authorities. */
  readonly certificates: readonly Certificate[];
  readonly from: Omit<LookedUp, "date">;
}

export interface Asking {
  readonly fetch: typeof fetch;
  /** The resolver's address. */
  readonly resolver: string;
}

/** @throws SmimeError look-up/offline, look-up/refused, look-up/unreadable, look-up/domain-silent */
async function answerFor(name: string, domain: string, { fetch: fetcher, resolver }: Asking): Promise<DnsAnswer> {
  const octets = await askResolver(fetcher, resolver, writeQuestion(name, TYPE_SMIMEA));
  const answer = readAnswer(octets, name, TYPE_SMIMEA);
  if (answer.code === SERVER_FAILURE) throw new SmimeError("look-up/domain-silent", { domain });
  if (answer.code !== NO_ERROR && answer.code !== NO_SUCH_NAME)
    throw new SmimeError("look-up/refused", { status: 200, code: answer.code });
  return answer;
}

/**
 * @throws SmimeError draft/bad-address, look-up/no-record, look-up/nothing-usable, look-up/offline, look-up/refused,
 * look-up/unreadable, look-up/domain-silent, look-up/other-address
 */
export async function lookUp(address: string, asking: Asking): Promise<Found> {
  const { domain, names } = await ownerNamesOf(address);
  if (domain === "") throw new SmimeError("draft/bad-address", { address });
  for (const name of names) {
    const { records, authenticated } = await answerFor(name, domain, asking);
    if (records.length === 0) continue;
    const { certificates, issuers } = readSmimea(records);
    if (certificates.length === 0) throw new SmimeError("look-up/nothing-usable", { domain, records: records.length });
    const theirs = certificates.filter((certificate) => namesAddress(certificate, address));
    if (theirs.length === 0) throw new SmimeError("look-up/other-address", { address, domain });
    const from = { domain, resolver: new URL(asking.resolver).host, authenticated };
    return { certificates: [...theirs, ...issuers], from };
  }
  throw new SmimeError("look-up/no-record", { address, domain });
}
