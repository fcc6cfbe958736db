import { beforeEach, describe, expect, it } from "vitest";
import { ASKED_LIMIT } from "../../src/background/asked-certificates.ts";
import type { ComposerTicket } from "../../src/protocol/protocol.ts";
import type { Bytes } from "../../src/smime/bytes.ts";
import { type Issued, person, subordinate } from "../smime/x509/certificate-builder.ts";
import { castOf } from "./cast.ts";
import { authority, composerIn, correspondent, managerIn, POPUP, publicList } from "./made-worker.ts";

const TAB = 4;
const ALICE = "alice@example.com";
const BOB = "bob@example.com";
const COMPOSER = composerIn(TAB, "composer");

let ticket: ComposerTicket;

const { ca, alice, bob, carol, made } = await castOf({ alice: ALICE, bob: BOB, carol: "carol@example.com" });
beforeEach(async () => {
  ({ ticket } = await made.ask(managerIn(TAB), "composer/start", { letter: null }));
});

const suggest = async (typed: string, from = COMPOSER) =>
  (await made.ask(from, "composer/suggest", { ticket, typed })).suggestions;

describe("composer/suggest", () => {
  it("names known people and whether they can be written to", async () => {
    await made.know(bob);
    expect(await suggest("bob")).toEqual([{ name: "Alice", address: BOB, kind: "ready" }]);
    made.now = bob.certificate.notAfter + 1;
    ({ ticket } = await made.ask(managerIn(TAB), "composer/start", { letter: null }));
    expect(await suggest("bob")).toMatchObject([{ address: BOB, kind: "expired" }]);
  });

  it("counts the person's own addresses in", async () => {
    expect(await suggest("alice")).toMatchObject([{ address: ALICE, kind: "ready" }]);
    expect(await suggest("nobody")).toEqual([]);
  });

  it("answers the ticket's own composer alone", async () => {
    await suggest("bob");
    await expect(suggest("bob", composerIn(TAB, "another"))).rejects.toMatchObject({ code: "protocol/unknown-ticket" });
  });
});

function block({ certificate }: Issued): string {
  const body = Buffer.from(certificate.der).toString("base64");
  return `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`;
}

/** What a file of certificates is, one block after the other. */
function pem(...issued: readonly Issued[]): Bytes {
  return new Uint8Array(Buffer.from(issued.map(block).join("")));
}

/** A contact with this address, somebody's certificate, and so many octets of a picture. */
function contact({ certificate }: Issued, address: string, picture = 0): Bytes {
  const key = Buffer.from(certificate.der).toString("base64").replaceAll(/.{70}/g, "$&\r\n ");
  const lines = ["BEGIN:VCARD", "VERSION:3.0", `EMAIL:${address}`, `PHOTO;ENCODING=b:${"A".repeat(picture)}`];
  return new Uint8Array(Buffer.from([...lines, `KEY;TYPE=X509;ENCODING=b:${key}`, "END:VCARD", ""].join("\r\n")));
}

async function give(file: Bytes, address = BOB) {
  return (await made.ask(COMPOSER, "composer/add-certificate", { ticket, address, file })).outcome;
}

async function standing(address = BOB) {
  const body = { ticket, from: ALICE, addresses: [address] };
  return (await made.ask(COMPOSER, "composer/check", body)).recipients[0]?.kind;
}

/** The vault's owner with a worker that trusts this authority. */
async function trusting(...authorities: readonly Issued[]): Promise<void> {
  made.renew(publicList(...authorities));
  await made.openVault(alice);
  ({ ticket } = await made.ask(managerIn(TAB), "composer/start", { letter: null }));
}

describe("composer/add-certificate", () => {
  it("keeps what a trusted authority vouches for, only for as long as it is trusted, and says so to every page", async () => {
    await trusting(ca);
    expect(await give(bob.certificate.der)).toBe("added");
    expect(await standing()).toBe("ready");
    expect(made.platform.broadcasts).toContainEqual(expect.objectContaining({ name: "people/changed" }));
    expect(made.platform.windows).toEqual([]);
    const { people } = await made.ask(POPUP, "person/list", {});
    expect(people).toMatchObject([{ address: BOB, source: "vouched" }]);
    made.start(publicList());
    expect(await standing()).toBe("untrusted");
  });

  it("asks in a window of the browser's own about an authority nobody knows, and keeps nothing by itself", async () => {
    expect(await give(pem(bob, ca))).toBe("asked");
    expect(await standing()).toBe("missing");
    const [window = ""] = made.platform.windows;
    const id = new URL(window, "https://x").searchParams.get("certificate") ?? "";
    const { file } = await made.ask(POPUP, "certificate/doubted", { id });
    const found = await made.ask(POPUP, "person/inspect", { file });
    expect(found).toMatchObject({ people: [{ addresses: [BOB] }], authorities: [{ name: "Root" }] });
    await give(pem(carol), "carol@example.com");
    await expect(made.ask(POPUP, "certificate/doubted", { id })).rejects.toMatchObject({ code: "x509/no-certificate" });
  });

  it("adds nothing for another address, of another time, or for signing alone", async () => {
    await trusting(ca);
    expect(await give(carol.certificate.der)).toBe("other-address");
    expect(await give(ca.certificate.der)).toBe("other-address");
    expect(await give((await person(ca, BOB)).certificate.der)).toBe("unusable");
    made.now = bob.certificate.notAfter + 1;
    ({ ticket } = await made.ask(managerIn(TAB), "composer/start", { letter: null }));
    expect(await give(bob.certificate.der)).toBe("expired");
    expect((await made.ask(POPUP, "person/list", {})).people).toEqual([]);
  });

  it("takes a contact's certificate for the address in the certificate, whatever address the contact has", async () => {
    await trusting(ca);
    expect(await give(contact(bob, "carol@example.com"), "carol@example.com")).toBe("other-address");
    expect(await give(contact(bob, "carol@example.com"))).toBe("added");
    const other = contact(carol, BOB);
    expect(await made.ask(POPUP, "person/inspect", { file: other })).toMatchObject({
      people: [{ addresses: ["carol@example.com"] }],
    });
    const { people } = await made.ask(POPUP, "person/import", { file: other });
    expect(people.map(({ address }) => address).toSorted()).toEqual([BOB, "carol@example.com"]);
  });

  it("asks about the certificate of a contact, and not about its picture", async () => {
    expect(await give(contact(bob, BOB, ASKED_LIMIT))).toBe("asked");
    const [window = ""] = made.platform.windows;
    const id = new URL(window, "https://x").searchParams.get("certificate") ?? "";
    const { file } = await made.ask(POPUP, "certificate/doubted", { id });
    expect(new TextDecoder().decode(file)).toBe(block(bob));
  });

  it("never takes the place of what the person chose in the popup", async () => {
    await trusting(ca);
    const chosen = await correspondent(await authority("CN=Elsewhere"), BOB);
    await made.know(chosen);
    await give(bob.certificate.der);
    const { people } = await made.ask(POPUP, "person/list", {});
    expect(people).toMatchObject([{ source: "imported", certificate: { issuerName: "Elsewhere" } }]);
  });

  it("refuses a file that holds none, and one beyond the limit", async () => {
    await expect(give(Uint8Array.of(1, 2, 3))).rejects.toMatchObject({ code: "x509/no-certificate" });
    const padded = new Uint8Array(ASKED_LIMIT + 1).fill(10);
    padded.set(pem(bob));
    await expect(give(padded)).rejects.toMatchObject({ code: "file/too-large" });
  });
});

describe("composer/ask-authority", () => {
  it("opens the window with the certificate and all that is known above it", async () => {
    await trusting(ca);
    const issuing = await subordinate(ca, "CN=Issuing");
    const dora = await correspondent(issuing, "dora@example.com");
    expect(await give(pem(dora, issuing, ca), "dora@example.com")).toBe("added");
    made.start(publicList());
    expect(await standing("dora@example.com")).toBe("untrusted");
    await made.ask(COMPOSER, "composer/ask-authority", { ticket, address: "dora@example.com" });
    const id = new URL(made.platform.windows[0] ?? "", "https://x").searchParams.get("certificate") ?? "";
    const { file } = await made.ask(POPUP, "certificate/doubted", { id });
    const { authorities } = await made.ask(POPUP, "person/inspect", { file });
    expect(authorities.map(({ name }) => name)).toEqual(["Issuing", "Root"]);
    await made.ask(POPUP, "authority/add", { file, fingerprint: authorities[1]?.fingerprint ?? "" });
    expect(await standing("dora@example.com")).toBe("ready");
  });

  it("knows nothing of somebody nobody knows", async () => {
    const asking = made.ask(COMPOSER, "composer/ask-authority", { ticket, address: BOB });
    await expect(asking).rejects.toMatchObject({ code: "x509/no-certificate" });
    expect(made.platform.windows).toEqual([]);
  });
});
