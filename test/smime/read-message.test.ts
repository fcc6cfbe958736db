import { afterAll, describe, expect, it } from "vitest";
import { fromLatin1, latin1, utf8 } from "../../src/smime/bytes.ts";
import { createSignedData } from "../../src/smime/cms/signed-data.ts";
import { encodeBase64Lines } from "../../src/smime/mime/base64.ts";
import { anchorsOf } from "../../src/smime/x509/trust-anchor.ts";
import { edit, letter, mixed, NOW, People, TEXT } from "./people.ts";

const people = new People();
afterAll(() => people.remove());

const HOUR = 3_600_000;
const YEAR = 366 * 24 * HOUR;
describe("an unsigned message", () => {
  it("has no verdict but content", async () => {
    const opened = await people.open(letter(utf8(TEXT)));
    expect(opened.report).toMatchObject({
      signature: { kind: "unsigned" },
      encryption: { kind: "none" },
      layers: [],
      remarks: [],
      path: [],
    });
    expect(opened.content).toMatchObject({ text: "The wax is still warm.\n", html: null, attachments: [] });
    expect(opened.content.headers).toMatchObject({
      subject: "Outside",
      from: [{ name: "Alice", address: "alice@example.com" }],
      to: [{ name: "", address: "bob@example.com" }],
    });
    expect(opened.learned).toBeNull();
    expect(opened.decrypted).toBe(false);
  });

  it("may have 25 MB", async () => {
    const message = letter(
      mixed(
        TEXT,
        `Content-Transfer-Encoding: base64\r\nContent-Type: application/x\r\n\r\n${latin1(encodeBase64Lines(new Uint8Array(18_000_000)))}`,
      ),
    );
    const opened = await people.open(message);
    expect(opened.content.attachments[0]?.size).toBe(18_000_000);
  });
});

describe("a signed message", () => {
  it.each(["clear", "opaque"] as const)("is verified, %s", async (form) => {
    const opened = await people.open(letter(await people.sign(TEXT, people.alice, form)));
    expect(opened.report.signature).toMatchObject({
      kind: "verified",
      revocation: "not-checked",
      signer: { addresses: ["alice@example.com"], digest: "sha-256", scheme: "ecdsa-p256", name: "alice" },
    });
    expect(opened.report.layers).toEqual([form === "clear" ? "multipart-signed" : "signed-data"]);
    expect(opened.report.path.map((certificate) => certificate.name)).toEqual(["alice", "authority"]);
    expect(opened.report.remarks).toEqual([]);
    expect(opened.report.checks.map(({ question, answer }) => [question, answer])).toEqual([
      ["content-intact", "yes"],
      ["signer", "yes"],
      ["address", "yes"],
      ["authority", "yes"],
      ["validity", "yes"],
      ["revocation", "not-applicable"],
      ["encryption", "not-applicable"],
    ]);
    expect(opened.content.text).toBe("The wax is still warm.\n");
    expect(opened.learned).toMatchObject({ address: "alice@example.com", certificate: people.alice.certificate });
    expect(opened.learned?.chain).toEqual([people.authority.certificate]);
    expect(opened.learned?.capabilities.length).toBeGreaterThan(0);
  });

  it("asks for no key, which an encrypted one does", async () => {
    let asked = 0;
    const keys = async () => {
      asked++;
      return [people.bob.key];
    };
    expect((await people.open(letter(await people.sign(TEXT)), { keys })).report.signature.kind).toBe("verified");
    expect(asked).toBe(0);
    expect((await people.open(letter(await people.encrypt(TEXT)), { keys })).report.encryption.kind).toBe("decrypted");
    expect(asked).toBe(1);
    const locked = await people.open(letter(await people.encrypt(TEXT)), { keys: async () => "locked" });
    expect(locked.report.encryption.kind).toBe("locked");
  });

  it("is altered when one octet differs, whatever shows the octet", async () => {
    const signed = letter(await people.sign(TEXT));
    const opened = await people.open(edit(signed, "still warm", "still worm"));
    expect(opened.report.signature).toMatchObject({
      kind: "altered",
      reason: "digest-mismatch",
      claimed: { name: "alice" },
    });
    expect(opened.learned).toBeNull();
    const header = await people.open(edit(signed, "charset=utf-8", "charset=utf-7"));
    expect(header.report.signature.kind).toBe("altered");
  });

  it("is verified after its line ends were lost, with a remark", async () => {
    const message = fromLatin1(latin1(letter(await people.sign(TEXT))).replace(/\r\n/g, "\n"));
    const opened = await people.open(message);
    expect(opened.report.signature.kind).toBe("verified");
    expect(opened.report.remarks).toEqual(["signature/line-ends-restored"]);
    expect(opened.content.text).toBe("The wax is still warm.\n");
  });

  it("is not restored beyond line ends", async () => {
    const message = edit(
      fromLatin1(latin1(letter(await people.sign(TEXT))).replace(/\r\n/g, "\n")),
      "warm.\n",
      "warm. \n",
    );
    expect((await people.open(message)).report.signature.kind).toBe("altered");
  });

  it("is mismatched under another From", async () => {
    const opened = await people.open(letter(await people.sign(TEXT, people.eve)));
    expect(opened.report.signature).toMatchObject({
      kind: "mismatched",
      from: "alice@example.com",
      signer: { addresses: ["eve@evil.example"] },
    });
    expect(opened.report.checks[2]).toMatchObject({
      question: "address",
      answer: "no",
      facts: { from: "alice@example.com" },
    });
    expect(opened.learned).toBeNull();
  });

  it("is untrusted without the authority", async () => {
    const opened = await people.open(letter(await people.sign(TEXT)), { anchors: anchorsOf([]) });
    expect(opened.report.signature).toMatchObject({ kind: "untrusted", claimed: { name: "alice" } });
    expect(opened.report.checks[3]).toMatchObject({ question: "authority", answer: "no" });
    expect(opened.learned).toBeNull();
  });

  it("is untrusted by a key of 1024 bits", async () => {
    const weak = people.issue("weak", { kind: "rsa1024" });
    const opened = await people.open(letter(await people.sign(TEXT, weak), { From: "weak@example.com" }));
    expect(opened.report.signature).toMatchObject({ kind: "untrusted", reason: { code: "weak-algorithm" } });
    expect(opened.report.remarks).toContain("legacy/short-key");
    expect(opened.learned).toBeNull();
  });

  it("is untrusted where SHA-1 was used", async () => {
    const entity = people.openssl.write("entity", utf8(TEXT));
    const signed = people.openssl.run([
      "cms",
      "-sign",
      "-in",
      entity,
      "-md",
      "sha1",
      "-signer",
      people.bob.certificatePath,
      "-inkey",
      people.bob.keyPath,
    ]);
    const opened = await people.open(letter(signed, { From: "bob@example.com" }));
    expect(opened.report.signature).toMatchObject({ kind: "untrusted", reason: { code: "weak-algorithm" } });
    expect(opened.report.remarks).toContain("legacy/sha-1");
  });

  it("remarks that the certificate expired since", async () => {
    const opened = await people.open(letter(await people.sign(TEXT)), { now: NOW + YEAR });
    expect(opened.report.signature.kind).toBe("verified");
    expect(opened.report.remarks).toContain("certificate/expired-since");
  });

  it("does not let an old signing time revive an expired certificate", async () => {
    const Date = "Mon, 01 Feb 2055 00:00:00 +0000";
    const opened = await people.open(letter(await people.sign(TEXT), { Date }), { now: globalThis.Date.parse(Date) });
    expect(opened.report.signature).toMatchObject({ kind: "untrusted", reason: { code: "expired" } });
    expect(opened.report.remarks).toContain("signing-time/differs-from-date");
    expect(opened.report.checks[4]).toMatchObject({ question: "validity", answer: "no" });
  });

  it("reads a signer's certificate from what is known where it was not sent", async () => {
    const entity = people.openssl.write("entity", utf8(TEXT));
    const signed = people.openssl.run([
      "cms",
      "-sign",
      "-nocerts",
      "-in",
      entity,
      "-signer",
      people.alice.certificatePath,
      "-inkey",
      people.alice.keyPath,
    ]);
    expect((await people.open(letter(signed))).report.signature).toMatchObject({
      kind: "undetermined",
      reason: "signer-certificate-missing",
    });
    const known = await people.open(letter(signed), { certificates: [people.alice.certificate] });
    expect(known.report.signature.kind).toBe("verified");
  });

  it("keeps the best of several signers, and says that there are several", async () => {
    const content = utf8(TEXT);
    const cms = await createSignedData({
      content,
      detached: false,
      signers: [people.eve.key, people.alice.key],
      signingTime: NOW,
    });
    const entity = fromLatin1(
      `Content-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: base64\r\n\r\n${latin1(encodeBase64Lines(cms))}`,
    );
    const opened = await people.open(letter(entity));
    expect(opened.report.signature).toMatchObject({ kind: "verified", signer: { name: "alice" } });
    expect(opened.report.remarks).toContain("signature/several-signers");
  });

  it.each([
    [
      "no signature part",
      /--=_\w+\r\nContent-Type: application\/pkcs7-signature[^]*(?=--=_\w+--)/,
      "malformed-signature",
    ],
    ["a signature that is none", /\r\nMII[A-Za-z0-9+/]+/, "malformed-signature"],
  ])("cannot be told with %s", async (_, pattern, reason) => {
    const opened = await people.open(edit(letter(await people.sign(TEXT)), pattern, ""));
    expect(opened.report.signature).toMatchObject({ kind: "undetermined", reason });
    expect(opened.content.text).toBe("The wax is still warm.\n");
  });

  it.each([
    ["no From", /^From: .*\r\n/, "", "no-from"],
    ["an empty From", /^From: .*\r\n/, "From: \r\n", "no-from"],
    ["two authors", /^From: .*\r\n/, "From: alice@example.com, eve@evil.example\r\n", "ambiguous-from"],
    ["two From fields", /^From: .*\r\n/, "From: alice@example.com\r\nFrom: eve@evil.example\r\n", "ambiguous-from"],
    ["a group", /^From: .*\r\n/, "From: All: alice@example.com;\r\n", "ambiguous-from"],
  ])("cannot be told with %s", async (_, pattern, field, reason) => {
    const opened = await people.open(edit(letter(await people.sign(TEXT)), pattern, field));
    expect(opened.report.signature).toMatchObject({ kind: "undetermined", reason, claimed: { name: "alice" } });
    expect(opened.learned).toBeNull();
  });
});

describe("an encrypted message", () => {
  it("is decrypted, and that says nothing about an author", async () => {
    const opened = await people.open(letter(await people.encrypt(TEXT)));
    expect(opened.report).toMatchObject({
      signature: { kind: "unsigned" },
      encryption: {
        kind: "decrypted",
        contentEncryption: "aes-256-cbc",
        keyManagement: "rsaes-pkcs1-v1_5",
        authenticated: false,
      },
      layers: ["enveloped-data"],
      remarks: ["encryption/unauthenticated"],
    });
    expect(opened.decrypted).toBe(true);
    expect(opened.content.text).toBe("The wax is still warm.\n");
  });

  it.each([
    ["a key that is locked", "locked", { kind: "locked" }],
    ["no key", [], { kind: "failed", code: "cms/no-matching-recipient" }],
  ] as const)("stays closed with %s, and can be saved as it is", async (_, keys, encryption) => {
    const opened = await people.open(letter(await people.encrypt(TEXT)), { keys });
    expect(opened.report).toMatchObject({ encryption, layers: ["enveloped-data"] });
    expect(opened.decrypted).toBe(false);
    expect(opened.content).toMatchObject({
      text: "",
      html: null,
      attachments: [{ filename: "smime.p7m", contentType: "application/pkcs7-mime" }],
    });
    expect(opened.attachment(0)[0]).toBe(0x30);
    expect(opened.reply.quotedText).toBe("");
  });

  it.each([
    ["application/x-pkcs7-mime", 'application/x-pkcs7-mime; name="smime.p7m"'],
    ["no smime-type", "application/pkcs7-mime"],
    ["the wrong smime-type", "application/pkcs7-mime; smime-type=signed-data"],
    ["only the file name", "application/octet-stream; name=SMIME.P7M"],
  ])("is recognised by %s", async (_, type) => {
    const message = edit(letter(await people.encrypt(TEXT)), /Content-Type: [^]*?smime\.p7m/, `Content-Type: ${type}`);
    expect((await people.open(message)).content.text).toBe("The wax is still warm.\n");
  });

  it("fails with a code where it is no CMS", async () => {
    const message = letter(utf8("Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n\r\nnothing\r\n"));
    expect((await people.open(message)).report.encryption).toEqual({ kind: "failed", code: "cms/malformed" });
  });
});

describe("what belongs to an answer", () => {
  it("quotes what was shown and continues the thread", async () => {
    const message = letter(await people.encrypt("Content-Type: text/plain\r\n\r\none\r\n> two\r\n\r\nthree\r\n"), {
      "Message-ID": "<c@example.com>",
      "Reply-To": "Desk <desk@example.com>",
      References: "<a@example.com>\r\n <b@example.com>",
    });
    expect((await people.open(message)).reply).toEqual({
      replyTo: [{ name: "Desk", address: "desk@example.com" }],
      messageId: "<c@example.com>",
      references: ["<a@example.com>", "<b@example.com>", "<c@example.com>"],
      quotedText: "> one\n>> two\n> \n> three",
      confidential: [],
    });
  });
});

describe("the pace", () => {
  it("ends the work with its reason", async () => {
    const message = letter(await people.sign(TEXT));
    await expect(people.open(message, { pace: () => Promise.reject(new Error("closed")) })).rejects.toThrow("closed");
  });

  it("hears of work that never goes back, nor beyond its end", async () => {
    const heard: [number, number][] = [];
    const pace = async (done: number, total: number): Promise<void> => void heard.push([done, total]);
    await people.open(letter(await people.sign(TEXT)), { pace });
    expect(heard.length).toBeGreaterThan(1);
    expect(heard).toEqual(heard.toSorted(([a], [b]) => a - b));
    expect(heard.every(([done, total]) => done > 0 && done <= total)).toBe(true);
  });
});
