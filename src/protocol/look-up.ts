/** Looking certificates up in the DNS: types of the requests `look-up/…`, and the resolvers that are offered. */
import type { CertificateSummary } from "../smime/verdict/vocabulary.ts";
import type { CertificateOutcome } from "./recipients.ts";
import type { ComposerTicket } from "./tickets.ts";

/** `forbidden` by an administrator. */
export type LookUpState = "on" | "off" | "forbidden";

export interface LookUpStatus {
  readonly state: LookUpState;
  /** The address questions go to, or would. */
  readonly resolver: string;
  /** An administrator chose it. */
  readonly fixed: boolean;
}

export interface Resolver {
  readonly name: string;
  readonly address: string;
}

/** Public resolvers that take questions by RFC 8484 (docs/decisions/0018 says where that is said). */
export const RESOLVERS: readonly [Resolver, ...Resolver[]] = [
  { name: "Quad9", address: "https://dns.quad9.net/dns-query" },
  { name: "Cloudflare", address: "https://cloudflare-dns.com/dns-query" },
  { name: "Google", address: "https://dns.google/dns-query" },
];

/** An https address without its template's ending ("{?dns}"), name, password or fragment; null for anything else. */
export function resolverAddress(text: string): string | null {
  const plain = text.trim().replace(/\{\?dns\}$/, "");
  if (!URL.canParse(plain)) return null;
  const url = new URL(plain);
  const clean = url.username === "" && url.password === "" && url.hash === "" && !url.host.includes("*");
  return url.protocol === "https:" && clean ? url.href : null;
}

/** What became of a look-up for one recipient. */
export interface LookedUpOutcome {
  readonly outcome: CertificateOutcome;
  /** The one that was found; null where none is for this address. */
  readonly certificate: CertificateSummary | null;
}

/** Where a certificate was looked up. */
export interface LookUpOrigin {
  readonly domain: string;
  /** Host of the resolver that was asked. */
  readonly resolver: string;
  /** The resolver says that it proved the answer by DNSSEC. */
  readonly authenticated: boolean;
  /** ISO 8601. */
  readonly date: string;
}

export interface LookUpRequests {
  /** Asks the resolver for a certificate of this recipient, and does with it what is done with one out of a file. */
  "composer/look-up": {
    from: "frame";
    body: { ticket: ComposerTicket; address: string };
    reply: LookedUpOutcome;
  };
  /** Opens the browser-owned window in which look-ups are turned on. */
  "composer/ask-look-up": { from: "frame"; body: { ticket: ComposerTicket }; reply: object };
  "look-up/status": { from: "surface"; body: object; reply: LookUpStatus };
  /**
   * Sent in the click in which the browser asks for this resolver: its question may close the page that caused it. Null
   * once the person said no.
   */
  "look-up/prepare": { from: "surface"; body: { resolver: string | null }; reply: object };
  /** Turns look-ups on with this resolver, once the browser allows it; null turns them off. */
  "look-up/configure": { from: "surface"; body: { resolver: string | null }; reply: LookUpStatus };
  /** Looks a person up. `id` is for `certificate/doubted`: what was found is asked about as a file is. */
  "look-up/find": { from: "surface"; body: { address: string }; reply: { id: string } };
}
