import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { vi } from "vitest";
import { startWorker } from "../../src/background/worker.ts";
import type { AttestedSender } from "../../src/platform/attested-sender.ts";
import { decodeAnswer, encodeRequest } from "../../src/protocol/codec.ts";
import type { Body, Reply, RequestName } from "../../src/protocol/protocol.ts";
import { context } from "../../src/smime/asn1/reader.ts";
import { encode, octetString, oid, sequence } from "../../src/smime/asn1/writer.ts";
import type { Bytes } from "../../src/smime/bytes.ts";
import type { RecipientKey, SignerKey } from "../../src/smime/cms/keys.ts";
import { keyFor } from "../../src/smime/pkcs12/private-key.ts";
import type { Certificate } from "../../src/smime/x509/certificate.ts";
import type { PublicAuthorities } from "../../src/smime/x509/roots/public-authorities.ts";
import { anchorsOf } from "../../src/smime/x509/trust-anchor.ts";
import { MemoryPlatform } from "../platform/memory-platform.ts";
import { bag, dataSafe, pfx } from "../smime/pkcs12/pfx-writer.ts";
import {
  authority,
  EMAIL_PROTECTION,
  extendedKeyUsage,
  generateKeys,
  type Issued,
  keyUsage,
  mail,
  NOW,
  person,
} from "../smime/x509/certificate-builder.ts";

export const PASSPHRASE = "correct horse battery";
export const SITE = "https://mail.example.org";
const OURS = { extensionId: "waxwing-id", origin: "chrome-extension://waxwing-id" };

function page(path: string, tabId: number | null, frameId: number | null, documentId: string | null): AttestedSender {
  return { ...OURS, url: `${OURS.origin}/pages/${path}/index.html`, tabId, frameId, documentId };
}

export const POPUP = page("popup", null, null, null);
export const managerIn = (tabId: number) => page("manager", tabId, 0, "manager-document");
export const viewerIn = (tabId: number, documentId: string) => page("viewer", tabId, 7, documentId);
export const composerIn = (tabId: number, documentId: string) => page("composer", tabId, 8, documentId);

export function webmailIn(tabId: number, documentId = "webmail-document", origin = SITE): AttestedSender {
  return { extensionId: OURS.extensionId, url: `${origin}/`, origin, tabId, frameId: 0, documentId };
}

/** A list of public authorities with these on it. */
export function publicList(...authorities: readonly Issued[]): PublicAuthorities {
  const anchors = anchorsOf(authorities.map(({ certificate }) => certificate));
  return { anchors, count: authorities.length, version: "2.0", published: "2026-05-01T12:00:00Z" };
}

/** A worker in a browser in memory. */
export class MadeWorker {
  platform = new MemoryPlatform();
  now = NOW;

  constructor(publicAuthorities = publicList()) {
    this.renew(publicAuthorities);
  }

  /** Begins again in another browser, which remembers nothing. */
  renew(publicAuthorities = publicList()): void {
    globalThis.indexedDB = new IDBFactory();
    this.platform = new MemoryPlatform();
    this.platform.permissions.add(`${SITE}/*`);
    this.now = NOW;
    this.start(publicAuthorities);
  }

  /** Starts a worker on this browser: the first, or another after the one before was killed. */
  start(publicAuthorities = publicList()): void {
    startWorker(this.platform, () => this.now, publicAuthorities);
  }

  /** Asks as the browser would deliver it: through structured clones, with the sender attested. */
  async ask<K extends RequestName>(from: AttestedSender, request: K, body: Body<K>): Promise<Reply<K>> {
    const answer = await this.platform.message(structuredClone(encodeRequest(request, body)), from);
    return decodeAnswer(request, structuredClone(answer));
  }

  async openVault(...identities: readonly Issued[]): Promise<void> {
    await this.ask(POPUP, "vault/create", { passphrase: PASSPHRASE });
    await this.ask(POPUP, "site/enable", { origin: SITE });
    if (identities.length > 0) await this.ask(POPUP, "identity/import", { file: keyFile(...identities), password: "" });
  }

  /** Trusts this authority. */
  async trust({ certificate }: Issued): Promise<void> {
    const { authorities } = await this.ask(POPUP, "person/inspect", { file: certificate.der });
    const fingerprint = authorities[0]?.fingerprint ?? "";
    await this.ask(POPUP, "authority/add", { file: certificate.der, fingerprint });
  }

  /** Keeps these people's certificates. */
  async know(...people: readonly Issued[]): Promise<void> {
    for (const { certificate } of people) await this.ask(POPUP, "person/import", { file: certificate.der });
  }

  /** Waits for what listeners began without anybody waiting for it. */
  async settled(check: () => void | Promise<void>): Promise<void> {
    await vi.waitFor(check, { timeout: 5_000, interval: 10 });
  }
}

/** A key file without encryption. */
export function keyFile(...identities: readonly Issued[]): Bytes {
  const bags = identities.flatMap(({ certificate, keys }) => {
    const certificateBag = sequence(oid("1.2.840.113549.1.9.22.1"), encode(context(0), octetString(certificate.der)));
    return [bag(1, keys.pkcs8), bag(3, certificateBag)];
  });
  return pfx([dataSafe(sequence(...bags))]);
}

/** A person who can sign and receive, below the authority. */
export async function correspondent(ca: Issued, address: string): Promise<Issued> {
  const usage = keyUsage("digitalSignature", "keyEncipherment");
  const extensions = [usage, extendedKeyUsage(EMAIL_PROTECTION), mail(address)];
  return person(ca, address, { keys: await generateKeys("rsa-2048"), extensions });
}

export function portsOf({ certificate, keys }: Issued, chain: readonly Certificate[] = []): RecipientKey & SignerKey {
  return keyFor(keys.pkcs8, certificate, chain);
}

export { authority };
