import { afterAll, describe, expect, it } from "vitest";
import { bouncyCastleParty, startDriver } from "./bouncy-castle.ts";
import { gpgsmParty } from "./gpgsm.ts";
import { makeIdentities } from "./identities.ts";
import { Matrix } from "./matrix.ts";
import { nssParty } from "./nss.ts";
import { opensslParty } from "./openssl.ts";
import { entityOf, type Order } from "./order.ts";
import { layered, type Party } from "./party.ts";
import { waxwingParty } from "./waxwing.ts";
import { firstLine, Refusal, Workshop } from "./workshop.ts";

const TEXT = "Dear reader,\n\nthis is what was written.\n";
const CLEAR: Order = { text: TEXT, signature: { form: "clear", signers: ["rsa"], digest: "sha-256" } };
const OPAQUE: Order = { text: TEXT, signature: { form: "opaque", signers: ["rsa"], digest: "sha-256" } };
const SEALED: Order = { text: TEXT, encryption: { cipher: "aes-128-cbc", recipients: ["rsa"] } };

/** A party that tags what it writes with its name, and reads the messages of those it accepts. */
function fake(name: string, accepts: readonly string[], writes = true): Party {
  return {
    name,
    version: name,
    async write() {
      if (!writes) throw new Refusal("cannot write");
      return Buffer.from(name);
    },
    async read(message, order) {
      if (!accepts.includes(message.toString())) throw new Refusal("cannot read");
      return entityOf(order);
    },
    end: () => undefined,
  };
}

const NOBODY = {
  authority: "",
  of(): never {
    throw new Error("nobody");
  },
};

async function judged(waxwing: Party, ...others: readonly Party[]) {
  const { cells } = await new Matrix(waxwing, others, NOBODY).judge({ label: "", order: CLEAR });
  return cells.get("A");
}

describe("how a refusal is judged", () => {
  it("is the fault of Waxwing where the party reads its own message", async () => {
    const cell = await judged(fake("Waxwing", ["A"]), fake("A", ["A"]));
    expect(cell?.reads).toMatchObject({ kind: "wrong" });
    expect(cell?.writes).toEqual({ kind: "ok" });
  });

  it("is the fault of Waxwing where the party reads the message of a third", async () => {
    const cell = await judged(fake("Waxwing", []), fake("A", ["B"], false), fake("B", []));
    expect(cell?.reads).toMatchObject({ kind: "wrong" });
  });

  it("is the party's lack where it reads nobody's", async () => {
    const cell = await judged(fake("Waxwing", []), fake("A", []), fake("B", []));
    expect(cell?.reads).toMatchObject({ kind: "lacking", proof: "it refuses its own and that of B too" });
  });

  it("is the party's lack where it does not write it and nobody else does", async () => {
    const cell = await judged(fake("Waxwing", []), fake("A", [], false));
    expect(cell?.reads).toMatchObject({ kind: "lacking", proof: "it cannot write it either" });
    expect(cell?.writes).toMatchObject({ kind: "lacking", reason: "cannot write" });
  });

  it("is the fault of Waxwing where it does not read what the party writes", async () => {
    expect((await judged(fake("Waxwing", []), fake("A", ["Waxwing"])))?.writes).toMatchObject({ kind: "wrong" });
  });

  it("another entity is no success", async () => {
    const altering: Party = { ...fake("A", []), read: async () => Buffer.from("another") };
    expect((await judged(fake("Waxwing", ["A"]), altering))?.reads).toMatchObject({ kind: "lacking" });
  });
});

const hasOpenssl = firstLine("openssl", ["version"]) !== null;
const workshop = hasOpenssl ? new Workshop() : null;
const identities = workshop && makeIdentities(workshop);

const NAMES = ["OpenSSL", "GnuPG", "NSS", "Bouncy Castle"] as const;

async function partyOf(name: (typeof NAMES)[number]): Promise<Party | null> {
  if (!workshop || !identities) return null;
  const driver = name === "Bouncy Castle" ? startDriver(workshop) : null;
  const make = {
    OpenSSL: () => opensslParty(workshop, identities),
    GnuPG: () => gpgsmParty(workshop, identities),
    NSS: () => nssParty(workshop, identities),
    "Bouncy Castle": () => driver && bouncyCastleParty(workshop, identities, driver),
  } as const;
  const party = await make[name]();
  return party ? layered(party, entityOf) : null;
}

const PARTIES: readonly (readonly [string, Party | null])[] = await Promise.all(
  NAMES.map(async (name) => [name, await partyOf(name)] as const),
);

afterAll(() => {
  for (const [, party] of PARTIES) party?.end();
  workshop?.remove();
});

describe.each(PARTIES)("Waxwing and %s", (name, party) => {
  const isAbsent = !party || !workshop || !identities;
  const waxwing = workshop && identities && waxwingParty(workshop, identities, "Waxwing");

  it.skipIf(isAbsent).each([
    ["clear signed", CLEAR],
    ["opaque signed", OPAQUE],
    ["encrypted", SEALED],
  ] as const)("read each other: %s", async (label, order) => {
    if (!party || !waxwing || !identities) return;
    const { cells } = await new Matrix(waxwing, [party], identities).judge({ label, order });
    expect(cells.get(name)).toEqual({ reads: { kind: "ok" }, writes: { kind: "ok" } });
  });

  it.skipIf(isAbsent)("refuse what was altered under way", async () => {
    if (!party || !waxwing) return;
    const altered = async (writer: Party): Promise<Buffer> =>
      Buffer.from((await writer.write(CLEAR)).toString("latin1").replace("Dear", "Deaf"), "latin1");
    await expect(party.read(await altered(waxwing), CLEAR, null)).rejects.toThrow(Refusal);
    await expect(waxwing.read(await altered(party), CLEAR, null)).rejects.toThrow("altered");
  });
});
