/** The CMS layer alone, in Node and in Chromium's worker, beside PKI.js and OpenSSL. */
import { makeMaterial } from "../material.ts";
import { type Material, SIZES, type Timing, timingsFor } from "./cases.ts";
import { timingsInChromium } from "./in-chromium.ts";
import { cmsTable } from "./table.ts";
import { openSslTimings } from "./with-openssl.ts";

async function inNode(material: Material): Promise<readonly string[]> {
  const timings: Timing[] = [];
  const openSsl = new Map<string, number>();
  for (const size of SIZES) {
    timings.push(...(await timingsFor(size, material)));
    for (const [name, time] of await openSslTimings(size, material)) openSsl.set(`${size.label} ${name}`, time);
  }
  return cmsTable(timings, openSsl);
}

async function inChromium(material: Material): Promise<readonly string[]> {
  const timings = await timingsInChromium(material);
  return timings ? cmsTable(timings, null) : ["No Chromium was found."];
}

export async function cmsSection(): Promise<readonly string[]> {
  const { pkcs8, certificate } = makeMaterial();
  const material = { pkcs8, certificate: certificate.der };
  return [
    "## CMS objects",
    "",
    "RSA-2048, SHA-256, AES-256-CBC; from and to complete objects. The bare column is every WebCrypto call that the message needs,",
    "the import of its key included, on the same octets, one after the other. WebCrypto has no RSAES-PKCS1-v1_5: where a case has it, the",
    "bare column shows OAEP, and there is no goal. OpenSSL's column is `openssl cms` on a file, less the time to start the program.",
    "",
    "Each size runs in a fresh worker of Chromium, with one turn before those that count. At 1 kB the bare calls of a verification take so",
    "little there (one check of a signature: 0.02 ms) that reading the object, its certificate and its attributes weighs as much as they do,",
    "and twice as much before V8 has compiled the engine. In Node, what is decrypted from chunks is put into fresh memory, and the first",
    "touch of 25 MB alone takes longer than their decryption; the bare calls are mostly given memory that was in use before.",
    "",
    "### In Node",
    "",
    ...(await inNode(material)),
    "",
    "### In a worker of Chromium",
    "",
    ...(await inChromium(material)),
    "",
  ];
}
