/** What a person recognises a certificate by: whose it is, who vouches for it, until when, and its fingerprint. */
import type { CertificateSummary } from "../../smime/verdict/vocabulary.ts";
import { dayInWords, grouped } from "./words.ts";
import { say } from "../../words/say.ts";

export function CertificateFacts({ certificate }: { readonly certificate: CertificateSummary }) {
  const { name, addresses, issuerName, notBefore, notAfter, fingerprint } = certificate;
  return (
    <dl class="certificate">
      <dt>{say("Name")}</dt>
      <dd>{name}</dd>
      {addresses.length > 0 && (
        <>
          <dt>{addresses.length === 1 ? say("Address") : say("Addresses")}</dt>
          <dd>{addresses.join(", ")}</dd>
        </>
      )}
      <dt>{say("Valid")}</dt>
      <dd>
        {dayInWords(notBefore)} – {dayInWords(notAfter)}
      </dd>
      <dt>{say("Issued by")}</dt>
      <dd>{issuerName}</dd>
      <dt>{say("Fingerprint")}</dt>
      <dd class="fingerprint">{grouped(fingerprint)}</dd>
    </dl>
  );
}
