/** What a person recognises a certificate by: whose it is, who vouches for it, until when, and its fingerprint. */
import type { CertificateSummary } from "../../smime/verdict/vocabulary.ts";
import { dayInWords, grouped } from "./words.ts";

export function CertificateFacts({ certificate }: { readonly certificate: CertificateSummary }) {
  const { name, addresses, issuerName, notBefore, notAfter, fingerprint } = certificate;
  return (
    <dl class="certificate">
      <dt>Name</dt>
      <dd>{name}</dd>
      {addresses.length > 0 && (
        <>
          <dt>{addresses.length === 1 ? "Address" : "Addresses"}</dt>
          <dd>{addresses.join(", ")}</dd>
        </>
      )}
      <dt>Valid</dt>
      <dd>
        {dayInWords(notBefore)} – {dayInWords(notAfter)}
      </dd>
      <dt>Issued by</dt>
      <dd>{issuerName}</dd>
      <dt>Fingerprint</dt>
      <dd class="fingerprint">{grouped(fingerprint)}</dd>
    </dl>
  );
}
