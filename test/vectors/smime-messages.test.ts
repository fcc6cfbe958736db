import { describe, expect, it } from "vitest";
import { fromLatin1, latin1, utf8 } from "../../src/smime/bytes.ts";
import { readPfx } from "../../src/smime/pkcs12/pfx.ts";
import { keyFor, readPrivateKeyFile } from "../../src/smime/pkcs12/private-key.ts";
import type { ReadingContext } from "../../src/smime/reading.ts";
import { readMessage } from "../../src/smime/read-message.ts";
import { encryptEntity, signEntity } from "../../src/smime/write-message.ts";
import { readCertificateFile } from "../../src/smime/x509/certificate-file.ts";
import { anchorsOf } from "../../src/smime/x509/trust-anchor.ts";
import { corpusFile, hasCorpus } from "./corpus.ts";

function contextOf(anchors: readonly string[], now: string, keys: ReadingContext["keys"] = []): ReadingContext {
  const certificates = anchors.flatMap((name) => readCertificateFile(corpusFile(name)));
  return { keys, anchors: anchorsOf(certificates), certificates: [], now: Date.parse(now) };
}

const keysOf = async (name: string) => {
  const { identities } = await readPfx(corpusFile(`rfc9216/${name}.pfx`), name);
  return identities.map(({ pkcs8, certificate, chain }) => keyFor(pkcs8, certificate, chain));
};

describe.skipIf(!hasCorpus("rfc9788") || !hasCorpus("rfc9216"))("RFC 9788's messages with protected headers", () => {
  it.each(["smime-multipart-hp", "smime-one-part-complex-hp"])("%s is verified", async (name) => {
    const { report, content } = await readMessage(
      corpusFile(`rfc9788/${name}.eml`),
      contextOf(["rfc9216/ca.rsa.crt"], "2021-02-21T00:00:00Z"),
    );
    expect(report.signature).toMatchObject({ kind: "verified", signer: { addresses: ["alice@smime.example"] } });
    expect(report.remarks).toEqual([]);
    expect(content.headers).toMatchObject({ subject: name, from: [{ address: "alice@smime.example" }] });
    expect(content.differences).toEqual([]);
    expect(content.text).toContain(`This is the\n${name}\nmessage.`);
  });

  it("shows the protected subject where the outer one was changed", async () => {
    const original = latin1(corpusFile("rfc9788/smime-multipart-hp.eml"));
    const changed = fromLatin1(original.replace("Subject: smime-multipart-hp", "Subject: [...]"));
    const { report, content } = await readMessage(changed, contextOf(["rfc9216/ca.rsa.crt"], "2021-02-21T00:00:00Z"));
    expect(report.signature.kind).toBe("verified");
    expect(content.headers.subject).toBe("smime-multipart-hp");
    expect(report.remarks).toEqual(["headers/outer-differ"]);
    expect(content.differences).toEqual([
      { name: "subject", kind: "changed", inner: "smime-multipart-hp", outer: "[...]", believed: "inner" },
    ]);
  });

  it("tells every outer field that was changed, removed or added, and shows the protected ones", async () => {
    const original = latin1(corpusFile("rfc9788/smime-one-part-complex-hp.eml")).replace(/\r\n/g, "\n");
    const changed = original
      .replace("To: Bob <bob@smime.example>", "To: carol@smime.example\nCc: dana@smime.example")
      .replace("Subject: smime-one-part-complex-hp\n", "");
    const context = contextOf(["rfc9216/ca.rsa.crt"], "2021-02-21T00:00:00Z");
    const { report, content, reply } = await readMessage(fromLatin1(changed), context);
    expect(report.signature.kind).toBe("verified");
    expect(content.headers).toMatchObject({
      subject: "smime-one-part-complex-hp",
      to: [{ address: "bob@smime.example" }],
      cc: [],
    });
    expect(content.differences.map(({ name, kind }) => [name, kind])).toEqual([
      ["subject", "removed"],
      ["to", "changed"],
      ["cc", "added"],
    ]);
    expect(reply.confidential).toEqual([]);
  });

  it("believes no protected field once the signed part was changed", async () => {
    const original = latin1(corpusFile("rfc9788/smime-multipart-hp.eml"));
    const at = original.lastIndexOf("Subject: smime-multipart-hp");
    const changed = `${original.slice(0, at)}Subject: smime-multipart-xx${original.slice(at + 27)}`;
    const context = contextOf(["rfc9216/ca.rsa.crt"], "2021-02-21T00:00:00Z");
    const { report, content } = await readMessage(fromLatin1(changed), context);
    expect(report.signature.kind).toBe("altered");
    expect(content).toMatchObject({ headers: { subject: "smime-multipart-hp" }, differences: [] });
  });

  it.skipIf(!hasCorpus("rfc9216"))("are read the same once they are encrypted, to Bob and by us", async () => {
    const [recipient] = readCertificateFile(corpusFile("rfc9216/bob.encrypt.crt"));
    if (!recipient) throw new Error("the corpus holds it");
    const original = latin1(corpusFile("rfc9788/smime-multipart-hp.eml"));
    const sealed = await encryptEntity(
      fromLatin1(
        original.replace(/^(?:Subject|From|To|Date|Message-ID|User-Agent): .*\n/gm, (line, offset: number) =>
          offset < original.indexOf("--54f") ? "" : line,
        ),
      ),
      [recipient],
      {},
    );
    const outer = fromLatin1(
      "From: alice@smime.example\r\nTo: bob@smime.example\r\nDate: Sat, 20 Feb 2021 10:07:02 -0500\r\n",
    );
    const context = contextOf(["rfc9216/ca.rsa.crt"], "2021-02-21T00:00:00Z", await keysOf("bob"));
    const { report, content } = await readMessage(new Uint8Array([...outer, ...sealed]), context);
    expect(report).toMatchObject({ signature: { kind: "verified" }, encryption: { kind: "decrypted" } });
    expect(content.headers.subject).toBe("smime-multipart-hp");
    expect(content.differences).toMatchObject([
      { name: "subject", kind: "removed" },
      { name: "message-id", kind: "removed" },
    ]);
  });
});

describe.skipIf(!hasCorpus("rfc9216"))("RFC 9216's people write to each other", () => {
  const PEOPLE = ["alice", "bob", "carlos", "dana"];
  const now = "2022-01-01T00:00:00Z";

  it.each(PEOPLE.flatMap((from) => PEOPLE.map((to) => [from, to] as const)))("%s to %s", async (from, to) => {
    const [certificate] = readCertificateFile(corpusFile(`rfc9216/${from}.sign.crt`));
    const [recipient] = readCertificateFile(corpusFile(`rfc9216/${to}.encrypt.crt`));
    if (!certificate || !recipient) throw new Error("the corpus holds both");
    const signer = keyFor(readPrivateKeyFile(corpusFile(`rfc9216/${from}.sign.key`)), certificate, []);
    const signed = await signEntity(utf8("Content-Type: text/plain\n\nHello\n"), signer, {
      form: "clear",
      at: Date.parse(now),
    });
    const sealed = await encryptEntity(signed, [recipient], {});
    const header = utf8(`From: ${from}@smime.example\r\nDate: Sat, 01 Jan 2022 00:00:00 +0000\r\n`);
    const anchors = ["rfc9216/ca.rsa.crt", "rfc9216/ca.25519.crt"];
    const { report, content } = await readMessage(
      new Uint8Array([...header, ...sealed]),
      contextOf(anchors, now, await keysOf(to)),
    );
    expect(report.signature.kind).toBe("verified");
    expect(report.encryption).toMatchObject({
      kind: "decrypted",
      keyManagement: to === "alice" || to === "bob" ? "rsaes-pkcs1-v1_5" : "ecdh",
    });
    expect(content.text).toBe("Hello\n");
  });
});

describe.skipIf(!hasCorpus("rfc4134"))("RFC 4134's examples", () => {
  const now = "1999-12-01T00:00:00Z";
  const anchors = ["rfc4134/CarlRSASelf.cer", "rfc4134/CarlDSSSelf.cer"];

  it.each(["4.1", "4.2", "4.3", "4.4", "4.8", "4.9", "4.10"])("%s is read, and told as weak", async (name) => {
    const file = `rfc4134/${name}.${name === "4.8" || name === "4.9" ? "eml" : "bin"}`;
    const { report, content } = await readMessage(corpusFile(file), contextOf(anchors, now));
    // 4.1 and 4.3 are detached or have no signer's certificate: there is nothing to show or nobody to name.
    if (report.signature.kind === "undetermined") expect(["4.1", "4.3"]).toContain(name);
    else expect(report.signature).toMatchObject({ kind: "untrusted", reason: { code: "weak-algorithm" } });
    if (name !== "4.3" && name !== "4.1") expect(content.text).toContain("This is some sample content.");
  });

  it.each(["5.1", "5.2", "5.3"])("%s is decrypted, with a remark", async (name) => {
    const [certificate] = readCertificateFile(corpusFile("rfc4134/BobRSASignByCarl.cer"));
    if (!certificate) throw new Error("the corpus holds it");
    const key = keyFor(readPrivateKeyFile(corpusFile("rfc4134/BobPrivRSAEncrypt.pri")), certificate, []);
    const file = `rfc4134/${name}.${name === "5.3" ? "eml" : "bin"}`;
    const { report, content } = await readMessage(corpusFile(file), contextOf(anchors, now, [key]));
    expect(report.encryption).toMatchObject({ kind: "decrypted", keyManagement: "rsaes-pkcs1-v1_5" });
    expect(report.remarks).toContain(name === "5.2" ? "legacy/rc2" : "legacy/3des");
    expect(content.text).toContain("This is some sample content.");
  });
});

describe.skipIf(!hasCorpus("openssl-cms/smime-eml"))("OpenSSL's signed mails", () => {
  it.skipIf(!hasCorpus("pkits"))("with a policy mapping: sound, by a certificate of the trust anchor", async () => {
    const context = contextOf(["pkits/certs/TrustAnchorRootCertificate.crt"], "2011-04-15T00:00:00Z");
    const file = "openssl-cms/smime-eml/SignedInvalidMappingFromanyPolicyTest7.eml";
    const { report } = await readMessage(corpusFile(file), context);
    expect(report.checks[0]).toMatchObject({ question: "content-intact", answer: "yes" });
  });

  it("with an empty digest set: not verified", async () => {
    const context = contextOf([], "2026-01-01T00:00:00Z");
    const { report } = await readMessage(corpusFile("openssl-cms/smime-eml/pkcs7-empty-digest-set.eml"), context);
    expect(report.signature).toMatchObject({ kind: "undetermined", reason: "malformed-signature" });
  });
});
