import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Bytes } from "../../../src/smime/bytes.ts";
import { isSmimeError } from "../../../src/smime/errors.ts";
import { readPfx } from "../../../src/smime/pkcs12/pfx.ts";
import { type PfxForm, writePfx } from "../../../src/smime/pkcs12/pfx-writer.ts";
import { readPrivateKeyFile } from "../../../src/smime/pkcs12/private-key.ts";
import { authority, type Issued, person } from "../x509/certificate-builder.ts";

let root: Issued;
let people: readonly Issued[];
beforeAll(async () => {
  root = await authority();
  people = [await person(root, "a@example.com"), await person(root, "b@example.com", { subject: "CN=B" })];
});

/** What RFC 7292 can write in a BMPString: no character beyond the first plane. */
const text = fc.string({
  unit: fc.integer({ min: 1, max: 0xd7ff }).map((code) => String.fromCharCode(code)),
  maxLength: 20,
});

describe.each<PfxForm>(["modern", "compatible"])("a key file in the %s form", (form) => {
  it("gives back what was put in, for its password and for no other", async () => {
    await fc.assert(
      fc.asyncProperty(
        text,
        text,
        fc.option(text),
        fc.integer({ min: 1, max: 2 }),
        async (password, other, name, count) => {
          const identities = people.slice(0, count).map(({ certificate, keys: { pkcs8 } }, i) => ({
            certificate,
            pkcs8,
            chain: [root.certificate],
            friendlyName: i === 0 ? name : null,
          }));
          const file = await writePfx({ identities, password, form, iterations: 2 });
          const contents = await readPfx(file, password);
          expect(contents.identities).toEqual(identities);
          expect([contents.certificates, contents.keysWithoutCertificate]).toEqual([[], []]);
          if (other === password) return;
          await expect(readPfx(file, other)).rejects.toMatchObject({ code: "pkcs12/wrong-password" });
        },
      ),
      { numRuns: 20 },
    );
  });
});

describe("any octets", () => {
  const octets = fc.uint8Array({ maxLength: 200 }).map((bytes): Bytes => Uint8Array.from([0x30, ...bytes]));

  it("end in a typed error", async () => {
    await fc.assert(
      fc.asyncProperty(octets, async (bytes) => {
        const error: unknown = await readPfx(bytes, "x").catch((thrown: unknown) => thrown);
        expect(isSmimeError(error) ? error.code : error).toMatch(/^pkcs12\//);
        try {
          readPrivateKeyFile(bytes);
        } catch (thrown) {
          expect(isSmimeError(thrown) ? thrown.code : thrown).toMatch(/^pkcs12\//);
        }
      }),
      { numRuns: 300 },
    );
  });
});
