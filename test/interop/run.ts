/** `npm run interop`: tries the engine against every other program here and writes docs/interop.md. */
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { bouncyCastleParty, startDriver } from "./bouncy-castle.ts";
import { countOf, type Results, writeDocument } from "./document.ts";
import { gpgsmParty } from "./gpgsm.ts";
import { makeIdentities } from "./identities.ts";
import { type JudgedRow, Matrix } from "./matrix.ts";
import { nssParty } from "./nss.ts";
import { opensslParty } from "./openssl.ts";
import { entityOf } from "./order.ts";
import { layered, type Party } from "./party.ts";
import { judgePfxMakers } from "./pkcs12-makers.ts";
import { judgePfxReaders } from "./pkcs12-readers.ts";
import { SECTIONS } from "./rows.ts";
import { waxwingParty } from "./waxwing.ts";
import { Workshop } from "./workshop.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const PARTIES = ["OpenSSL", "GnuPG", "NSS", "Bouncy Castle"];

function wrongOf({ label, cells }: JudgedRow): string[] {
  return [...cells].flatMap(([party, { reads, writes }]) => [
    ...(reads.kind === "wrong" ? [`${label}: ${party} does not read it: ${reads.reason}`] : []),
    ...(writes.kind === "wrong" ? [`${label}: not read as ${party} writes it: ${writes.reason}`] : []),
  ]);
}

async function tryAll(workshop: Workshop): Promise<Results> {
  const identities = makeIdentities(workshop);
  const driver = startDriver(workshop);
  const others: Party[] = [
    opensslParty(workshop, identities),
    gpgsmParty(workshop, identities),
    nssParty(workshop, identities),
    driver && (await bouncyCastleParty(workshop, identities, driver)),
  ].flatMap((party) => (party ? [layered(party, entityOf)] : []));
  try {
    const { version } = JSON.parse(readFileSync(resolve(ROOT, "package.json"), "utf8"));
    const waxwing = waxwingParty(workshop, identities, `Waxwing ${version}`);
    const matrix = new Matrix(waxwing, others, identities);
    const sections = await matrix.judgeAll(SECTIONS, (row) => {
      for (const wrong of wrongOf(row)) console.log(wrong);
    });
    const files = await judgePfxMakers(workshop, identities, driver);
    const readings = await judgePfxReaders(workshop, identities, driver);
    for (const { maker, label, cell } of files)
      if (cell.kind === "wrong") console.log(`PKCS #12 by ${maker}, ${label}: ${cell.reason}`);
    for (const { label, cells } of readings)
      for (const [name, cell] of cells)
        if (cell.kind === "wrong") console.log(`PKCS #12, ${label}: ${name} does not open it: ${cell.reason}`);
    const parties = others.map(({ name }) => name);
    const versions = [waxwing, ...others].map((party) => party.version);
    const absent = PARTIES.filter((name) => !parties.includes(name));
    return { versions, parties, absent, sections, files, readings };
  } finally {
    for (const party of others) party.end();
  }
}

async function main(): Promise<number> {
  const workshop = new Workshop();
  try {
    const results = await tryAll(workshop);
    writeFileSync(resolve(ROOT, "docs/interop.md"), writeDocument(results));
    const [ok, lacking, wrong] = [countOf(results, "ok"), countOf(results, "lacking"), countOf(results, "wrong")];
    const missing = results.absent.length === 0 ? "" : `; not installed: ${results.absent.join(", ")}`;
    console.log(`docs/interop.md: ${ok} ok, ${lacking} the other program cannot, ${wrong} wrong${missing}`);
    return wrong === 0 ? 0 : 1;
  } finally {
    workshop.remove();
  }
}

process.exitCode = await main();
