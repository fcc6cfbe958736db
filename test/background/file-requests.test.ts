import { beforeEach, describe, expect, it } from "vitest";
import { DECRYPTION_BUDGET } from "../../src/background/decryption-budget.ts";
import { type Bytes, latin1, utf8 } from "../../src/smime/bytes.ts";
import { decodeBase64 } from "../../src/smime/mime/base64.ts";
import { castOf } from "./cast.ts";
import { draftOf, letter, SECRET } from "./letters.ts";
import { keyFile, managerIn, PASSPHRASE, POPUP, viewerIn, webmailIn } from "./made-worker.ts";

const TAB = 6;
const MANAGER = managerIn(TAB);
const ALICE = "alice@example.com";
const BOB = "bob@example.com";

const { ca, alice, bob, made } = await castOf({ alice: ALICE, bob: BOB });
beforeEach(() => made.trust(ca));

const signed = () => letter(bob, [], draftOf(BOB, [ALICE], { encrypt: false }));
const sealed = () => letter(bob, [alice], draftOf(BOB, [ALICE]));

/** The parts of a clear-signed letter: what was signed, and the signature. */
function takenApart(raw: Bytes): { readonly content: Bytes; readonly signature: Bytes } {
  const text = latin1(raw);
  const boundary = /boundary="?([^";\r\n]+)/.exec(text)?.[1] ?? "";
  const [, content = "", signature = ""] = text.split(`--${boundary}`);
  const body = signature.slice(signature.indexOf("\r\n\r\n"));
  return { content: utf8(content.slice(2, -2)), signature: decodeBase64(utf8(body)) };
}

const inspect = (file: Bytes) => made.ask(MANAGER, "file/inspect", { file });
const verify = (signature: Bytes, content: Bytes) => made.ask(MANAGER, "file/verify", { signature, content });

describe("file/inspect", () => {
  it("names each kind, and the certificates that are there to be seen", async () => {
    const { signature } = takenApart(await signed());
    expect(await inspect(await sealed())).toEqual({ kind: "message" });
    expect(await inspect(keyFile(alice))).toEqual({ kind: "key-file" });
    expect(await inspect(signature)).toMatchObject({ kind: "signature", certificates: [{ addresses: [BOB] }] });
    expect(await inspect(ca.certificate.der)).toMatchObject({
      kind: "certificates",
      certificates: [{ usages: { issue: true } }],
    });
  });

  it("refuses what is none of them, and what is cut short", async () => {
    await expect(inspect(utf8("a shopping list"))).rejects.toMatchObject({ code: "file/unrecognized", detail: {} });
    await expect(inspect(ca.certificate.der.slice(0, 40))).rejects.toMatchObject({ code: "asn1/malformed" });
  });
});

describe("file/open", () => {
  it("gives verdict and a ticket for a viewer in the manager's own tab", async () => {
    const answer = await made.ask(MANAGER, "file/open", { file: await sealed() });
    expect(answer.report).toMatchObject({ signature: { kind: "verified" }, encryption: { kind: "decrypted" } });
    expect(JSON.stringify(answer)).not.toContain(SECRET);
    const { ticket } = answer;
    await expect(made.ask(viewerIn(TAB + 1, "v"), "viewer/redeem", { ticket })).rejects.toMatchObject({
      code: "protocol/unknown-ticket",
    });
    expect((await made.ask(viewerIn(TAB, "v"), "viewer/redeem", { ticket })).content?.text).toContain(SECRET);
  });

  it("shows unsigned mail too", async () => {
    const file = utf8("From: carol@example.com\r\nSubject: Lunch\r\n\r\nAt noon?\r\n");
    const { report, ticket } = await made.ask(MANAGER, "file/open", { file });
    expect(report).toMatchObject({ signature: { kind: "unsigned" }, encryption: { kind: "none" } });
    const shown = await made.ask(viewerIn(TAB, "v"), "viewer/redeem", { ticket });
    expect(shown).toMatchObject({ alone: true, content: { headers: { subject: "Lunch" } } });
    expect(shown.content?.text).toContain("At noon?");
  });

  it("is closed to the popup, which has no tab for a viewer", async () => {
    await expect(made.ask(POPUP, "file/open", { file: await sealed() })).rejects.toMatchObject({
      code: "protocol/forbidden",
      detail: { request: "file/open" },
    });
  });

  it("leaves nothing behind: nobody is learned, no toolbar button is marked", async () => {
    await made.ask(MANAGER, "file/open", { file: await signed() });
    expect((await made.ask(POPUP, "person/list", {})).people).toEqual([]);
    expect(made.platform.toolbar.get(TAB)).toBeUndefined();
  });

  it("costs nothing of what pages may have decrypted, also after the worker was killed", async () => {
    const raw = await sealed();
    await made.platform.session.write("decryption/spent", DECRYPTION_BUDGET - 1);
    const { ticket } = await made.ask(MANAGER, "file/open", { file: raw });
    made.start();
    expect((await made.ask(viewerIn(TAB, "v"), "viewer/redeem", { ticket })).content).not.toBeNull();
    expect((await made.ask(POPUP, "vault/state", {})).kind).toBe("unlocked");
    await made.ask(webmailIn(TAB), "message/open", { raw });
    expect((await made.ask(POPUP, "vault/state", {})).kind).toBe("locked");
  });

  it("says that the keys are locked, and shows the content once they are not", async () => {
    await made.ask(POPUP, "vault/lock", {});
    const { report, ticket } = await made.ask(MANAGER, "file/open", { file: await sealed() });
    expect(report.encryption.kind).toBe("locked");
    const viewer = viewerIn(TAB, "v");
    expect((await made.ask(viewer, "viewer/redeem", { ticket })).content).toBeNull();
    await made.ask(POPUP, "vault/unlock", { passphrase: PASSPHRASE });
    expect((await made.ask(viewer, "viewer/redeem", { ticket })).content?.text).toContain(SECRET);
  });

  it("refuses a file of another kind", async () => {
    await expect(made.ask(MANAGER, "file/open", { file: keyFile(alice) })).rejects.toMatchObject({
      code: "file/unrecognized",
    });
  });
});

describe("file/verify", () => {
  it("says who signed the file beside the signature", async () => {
    const { content, signature } = takenApart(await signed());
    const { report } = await verify(signature, content);
    expect(report.signature).toMatchObject({ kind: "undetermined", reason: "no-from", claimed: { addresses: [BOB] } });
    expect(report.checks.find(({ question }) => question === "content-intact")?.answer).toBe("yes");
  });

  it("says that the file was changed", async () => {
    const { content, signature } = takenApart(await signed());
    const changed = utf8(latin1(content).replace("eagle", "pigeon"));
    expect((await verify(signature, changed)).report.signature).toMatchObject({ kind: "altered" });
  });

  it("refuses to hold anything but a signature against a file", async () => {
    const raw = await signed();
    await expect(verify(raw, raw)).rejects.toMatchObject({ code: "file/unrecognized" });
  });
});
