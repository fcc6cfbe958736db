import { afterAll, describe, expect, it } from "vitest";
import { fromLatin1, latin1 } from "../../src/smime/bytes.ts";
import { edit, letter, mixed, People, TEXT } from "../smime/people.ts";

/** Boundaries, protocols and types written so that two readers find two structures (RFC 2231; Müller et al., "Johnny, you are fired!", 2019). */
const people = new People();
afterAll(() => people.remove());

const EVIL = "Content-Type: text/plain\r\n\r\nPay Eve.\r\n";
const signed = latin1(await people.sign(TEXT));
const boundary = /boundary="(.*?)"/.exec(signed)?.[1] ?? "";
const [, body = ""] = signed.split(/\r\n\r\n([^]*)/);

/** The signed body, with other parts under a second boundary before and behind, and this Content-Type over all. */
function underBoth(contentType: string) {
  const other = `--evil\r\n${EVIL}\r\n--evil\r\n\r\n--evil--\r\n`;
  return letter(fromLatin1(`Content-Type: ${contentType}\r\n\r\n${other}${body}${other}`));
}

const TYPE = 'multipart/signed; protocol="application/pkcs7-signature"';
const open = async (message: Uint8Array<ArrayBuffer>) => people.open(message);

describe("two boundaries", () => {
  it.each([
    ["one behind the other", `${TYPE}; boundary="${boundary}"; boundary=evil`],
    ["the other way round", `${TYPE}; boundary=evil; boundary="${boundary}"`],
    ["one in sections", `${TYPE}; boundary*0=ev; boundary*1=il; boundary="${boundary}"`],
    ["one with a charset", `${TYPE}; boundary*=us-ascii''evil; boundary="${boundary}"`],
    ["one in capitals", `${TYPE}; BOUNDARY=evil; boundary="${boundary}"`],
    ["one in a comment", `${TYPE}; (boundary=evil;) boundary="${boundary}`],
    ["one behind a quote that is never closed", `${TYPE}; boundary="${boundary}; boundary=evil`],
    ["sections twice", `${TYPE}; boundary*0=evil; boundary*0="${boundary}"`],
  ])("%s: whatever is shown is not called signed unless it was", async (_, contentType) => {
    const { report, content } = await open(underBoth(contentType));
    if (report.signature.kind === "verified") expect(content.text).toBe("The wax is still warm.\n");
    else expect(report.signature.kind).toMatch(/^(?:partial|undetermined|unsigned|altered)$/);
    if (content.text.includes("Pay Eve")) expect(report.signature.kind).not.toBe("verified");
  });

  it("given twice are refused, and the clean one is taken", async () => {
    const twice = await open(underBoth(`${TYPE}; boundary="${boundary}"; boundary=evil`));
    expect(twice.report.signature.kind).toBe("partial");
    expect((await open(underBoth(`${TYPE}; boundary="${boundary}"`))).report.signature.kind).toBe("verified");
  });
});

describe("a protocol", () => {
  it.each([
    ["of OpenPGP over an S/MIME signature", 'protocol="application/pgp-signature"'],
    ["that is missing", "micalg=sha-256"],
    ["given twice", 'protocol="application/pgp-signature"; protocol="application/pkcs7-signature"'],
  ])("%s changes nothing about what is covered", async (_, protocol) => {
    const { report, content } = await open(
      letter(fromLatin1(`Content-Type: multipart/signed; ${protocol}; boundary="${boundary}"\r\n\r\n${body}`)),
    );
    expect(content.text).toBe("The wax is still warm.\n");
    expect(["verified", "partial"]).toContain(report.signature.kind);
  });

  it("of S/MIME over something else is no signature", async () => {
    const fake = `${TYPE}; boundary=b\r\n\r\n--b\r\n${TEXT}\r\n--b\r\nContent-Type: application/pgp-signature\r\n\r\n-----BEGIN PGP SIGNATURE-----\r\n--b--\r\n`;
    const { report } = await open(letter(fromLatin1(`Content-Type: ${fake}`)));
    expect(report.signature).toMatchObject({ kind: "undetermined", reason: "malformed-signature" });
  });
});

describe("a type", () => {
  it.each(["multipart/Signed", "multipart/signed (a comment)", "MULTIPART / SIGNED", " multipart/signed"])(
    "written %j is the type it is",
    async (written) => {
      const message = edit(letter(fromLatin1(signed)), "multipart/signed", written);
      expect((await open(message)).report.signature.kind).toBe("verified");
    },
  );

  it.each(["multipart/signed\0", "multipart/signed,", "multipart/x-signed", "multipart/mixed", "text/plain"])(
    "written %j vouches for nothing that is shown beside",
    async (written) => {
      const message = edit(letter(mixed(EVIL, fromLatin1(signed))), "multipart/signed", written);
      expect((await open(message)).report.signature.kind).not.toBe("verified");
    },
  );

  it("smime-type is a hint: what the object is counts", async () => {
    const opaque = latin1(await people.sign(TEXT, people.alice, "opaque"));
    for (const hint of ["enveloped-data", "compressed-data", "certs-only", "nonsense"]) {
      const message = edit(letter(fromLatin1(opaque)), "smime-type=signed-data", `smime-type=${hint}`);
      expect((await open(message)).report.signature.kind).toBe("verified");
    }
  });
});
