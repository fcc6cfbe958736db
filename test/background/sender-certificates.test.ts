import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Bytes } from "../../src/smime/bytes.ts";
import { fromLatin1, latin1 } from "../../src/smime/bytes.ts";
import { identifies } from "../../src/smime/cms/certificate-identifier.ts";
import { contentOf } from "../../src/smime/cms/content-info.ts";
import { readEnvelopedData } from "../../src/smime/cms/enveloped-data-syntax.ts";
import { readMessage } from "../../src/smime/read-message.ts";
import type { Draft } from "../../src/smime/verdict/display.ts";
import { anchorsOf } from "../../src/smime/x509/trust-anchor.ts";
import { seedOf } from "../protocol/compose-seed.ts";
import {
  EMAIL_PROTECTION,
  extendedKeyUsage,
  generateKeys,
  type Issued,
  keyUsage,
  mail,
  NOW,
  person,
} from "../smime/x509/certificate-builder.ts";
import { box, draftOf } from "./letters.ts";
import { authority, composerIn, correspondent, MadeWorker, portsOf, webmailIn } from "./made-worker.ts";

/** Which of the sender's certificates signs and which is encrypted to, and whom a sealed copy names as its readers. */
const TAB = 4;
const ALICE = "alice@example.com";
const OFFICE = "office@example.com";
const BOB = "bob@example.com";

let made: MadeWorker;
let ca: Issued;
let alice: Issued;
let office: Issued;
let everybody: readonly Issued[];

async function limited(address: string, usage: Bytes): Promise<Issued> {
  const extensions = [usage, extendedKeyUsage(EMAIL_PROTECTION), mail(address)];
  return person(ca, address, { keys: await generateKeys("rsa-2048"), extensions });
}

beforeAll(async () => {
  ca = await authority();
  alice = await correspondent(ca, ALICE);
  office = await correspondent(ca, OFFICE);
  everybody = await Promise.all([BOB, "carol@example.com", "dora@example.com"].map((one) => correspondent(ca, one)));
});
beforeEach(() => {
  made = new MadeWorker();
});

async function seal(draft: Draft) {
  await made.know(...everybody);
  const seed = seedOf(box(ALICE), { identities: [box(ALICE), box(OFFICE)] });
  const { ticket } = await made.ask(webmailIn(TAB), "composer/open", seed);
  return (await made.ask(composerIn(TAB, "composer"), "draft/seal", { ticket, draft, form: null })).copies;
}

function envelopeOf(raw: Bytes): Bytes {
  const [, body = ""] = latin1(raw).split(/\r\n\r\n/);
  return fromLatin1(atob(body.replaceAll(/\s/g, "")));
}

/** Which of these certificates the copy's RecipientInfos name; "?" for every one that names none of them. */
function named(raw: Bytes, among: Readonly<Record<string, Issued>>): readonly string[] {
  const { recipients } = readEnvelopedData(contentOf(envelopeOf(raw), "enveloped-data"));
  return recipients
    .map((info) => {
      const found = Object.entries(among).find(
        ([, { certificate }]) => "rid" in info && info.rid !== undefined && identifies(info.rid, certificate),
      );
      return found?.[0] ?? "?";
    })
    .toSorted();
}

async function signerIn(raw: Bytes, reader: Issued) {
  const anchors = anchorsOf([ca.certificate]);
  const { report } = await readMessage(raw, { keys: [portsOf(reader)], anchors, certificates: [], now: NOW });
  return report.signature.kind === "verified" ? report.signature.signer : null;
}

describe("the certificate of the From address", () => {
  it.each([ALICE, OFFICE])("signs, and opens the copy in Sent: %s", async (from) => {
    await made.openVault(alice, office);
    const [copy] = await seal(draftOf(from, [BOB]));
    if (!copy) throw new Error("no copy");
    const [bob] = everybody;
    if (!bob) throw new Error("no bob");
    expect((await signerIn(copy.raw, bob))?.addresses).toEqual([from]);
    expect(named(copy.raw, { [ALICE]: alice, [OFFICE]: office, [BOB]: bob })).toEqual([BOB, from].toSorted());
  });

  it("is one for signing and another for encryption where that is how they were issued", async () => {
    const signs = await limited(ALICE, keyUsage("digitalSignature"));
    const opens = await limited(ALICE, keyUsage("keyEncipherment"));
    await made.openVault(signs, opens);
    const [copy] = await seal(draftOf(ALICE, [BOB]));
    const [bob] = everybody;
    if (!copy || !bob) throw new Error("no copy");
    const signer = await signerIn(copy.raw, bob);
    expect(signer?.serial).toBe(Buffer.from(signs.certificate.serialNumber).toString("hex"));
    expect(named(copy.raw, { signs, opens, bob })).toEqual(["bob", "opens"]);
  });
});

describe("hidden recipients", () => {
  it("are named by no RecipientInfo but the one of their own copy", async () => {
    await made.openVault(alice);
    const [bob, carol, dora] = everybody;
    if (!bob || !carol || !dora) throw new Error("nobody");
    const among = { alice, bob, carol, dora };
    const bcc = [box("carol@example.com"), box("dora@example.com")];
    const copies = await seal(draftOf(ALICE, [BOB], { bcc }));
    expect(copies.map(({ raw }) => named(raw, among))).toEqual([
      ["alice", "bob"],
      ["alice", "carol"],
      ["alice", "dora"],
    ]);
  });
});
