/** What a person recognises a certificate by: whose it is, who vouches for it, until when, and its fingerprint. */
import type { CertificateSummary } from "../../smime/verdict/vocabulary.ts";
import { say } from "../../words/say.ts";
import { dayInWords, grouped } from "./words.ts";

export function CertificateFacts({ certificate }: { readonly certificate: CertificateSummary }) {
  const { name, addresses, issuerName, notBefore, notAfter, fingerprint } = certificate;
  return (
    <dl class="certificate">
      <dt>{say("Name")}</dt>
      <dd>
        <bdi>{name}</bdi>
      </dd>
      {addresses.length > 0 && (
        <>
          <dt>{addresses.length === 1 ? say("Address") : say("Addresses")}</dt>
          <dd>
            <bdi>{addresses.join(", ")}</bdi>
          </dd>
        </>
      )}
      <dt>{say("Valid")}</dt>
      <dd>{say("{from} – {until}", { from: dayInWords(notBefore), until: dayInWords(notAfter) })}</dd>
      <dt>{say("Issued by")}</dt>
      <dd>
        <bdi>{issuerName}</bdi>
      </dd>
      <dt>{say("Fingerprint")}</dt>
      <dd class="fingerprint" dir="ltr">
        {grouped(fingerprint)}
      </dd>
    </dl>
  );
}
