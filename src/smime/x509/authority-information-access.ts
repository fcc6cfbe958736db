/** AuthorityInfoAccessSyntax (RFC 5280 section 4.2.2.1): where more could be asked. Nothing is fetched here. */
import { context, Fields, malformed } from "../asn1/reader.ts";
import { oidOf } from "../asn1/values.ts";
import { latin1 } from "../bytes.ts";
import { type Certificate, extensionOf } from "./certificate.ts";
import { CERTIFICATE_EXTENSION } from "./extension.ts";

/** URIs as written, from a certificate nobody has verified yet. */
export interface AuthorityInformationAccess {
  readonly caIssuers: readonly string[];
  readonly ocsp: readonly string[];
}

const ID_AD_CA_ISSUERS = "1.3.6.1.5.5.7.48.2";
const ID_AD_OCSP = "1.3.6.1.5.5.7.48.1";

/** Empty lists where the extension is absent. @throws SmimeError asn1/malformed */
export function authorityInformationAccessOf(certificate: Certificate): AuthorityInformationAccess {
  const extension = extensionOf(certificate, CERTIFICATE_EXTENSION.authorityInfoAccess);
  if (!extension) return { caIssuers: [], ocsp: [] };
  const descriptions = Fields.ofSequence(extension.value)
    .rest()
    .map((item) => {
      const fields = new Fields(item);
      return { method: oidOf(fields.any()), location: fields.any() };
    });
  if (descriptions.length === 0) throw malformed(0, "AuthorityInfoAccessSyntax");
  const urisOf = (method: string) =>
    descriptions
      .filter(({ method: found, location }) => found === method && location.tag === context(6, false))
      .map(({ location }) => latin1(location.content));
  return { caIssuers: urisOf(ID_AD_CA_ISSUERS), ocsp: urisOf(ID_AD_OCSP) };
}
