import { describe, expect, it, vi } from "vitest";
import { utf8 } from "../../src/smime/bytes.ts";
import { castOf } from "./cast.ts";
import { draftOf, letter, SECRET } from "./letters.ts";
import { PASSPHRASE, POPUP, viewerIn, webmailIn } from "./made-worker.ts";

const TAB = 4;

const { ca, alice, bob, made } = await castOf({ alice: "alice@example.com", bob: "bob@example.com" });

const signed = async () => letter(bob, [], draftOf("bob@example.com", ["alice@example.com"], { encrypt: false }));

describe("a signed message", () => {
  it("is verified, and teaches its author's certificate", async () => {
    await made.trust(ca);
    const { report, ticket } = await made.ask(webmailIn(TAB), "message/open", { raw: await signed() });
    expect(report.signature.kind).toBe("verified");
    // The webmail shows it itself.
    expect(ticket).toBeNull();
    await made.settled(async () => {
      const { people } = await made.ask(POPUP, "person/list", {});
      expect(people).toMatchObject([{ address: "bob@example.com", source: "learned", replaced: null }]);
    });
  });

  it("is for the viewer where only a part is signed, which it draws", async () => {
    const part = new TextDecoder("latin1").decode(await signed());
    const header = 'From: bob@example.com\r\nContent-Type: multipart/mixed; boundary="list"\r\n\r\n';
    const raw = utf8(`${header}--list\r\n${part}\r\n--list\r\n\r\nTo leave, write to us.\r\n--list--\r\n`);
    const { report, ticket } = await made.ask(webmailIn(TAB), "message/open", { raw });
    expect(report).toMatchObject({ signature: { kind: "partial" }, encryption: { kind: "none" } });
    if (!ticket) throw new Error("no ticket");
    const { content } = await made.ask(viewerIn(TAB, "viewer"), "viewer/redeem", { ticket });
    expect(content?.stretches.map(({ signed: isSigned }) => isSigned)).toEqual([true, false]);
  });

  it("teaches nothing where it is not verified", async () => {
    const { report } = await made.ask(webmailIn(TAB), "message/open", { raw: await signed() });
    expect(report.signature.kind).toBe("untrusted");
    // One after the other is learned: once this is, the one before would be.
    await made.trust(ca);
    const verified = await letter(alice, [], draftOf("alice@example.com", ["bob@example.com"], { encrypt: false }));
    await made.ask(webmailIn(TAB), "message/open", { raw: verified });
    const people = async () => (await made.ask(POPUP, "person/list", {})).people.map(({ address }) => address);
    await made.settled(async () => expect(await people()).not.toEqual([]));
    expect(await people()).toEqual(["alice@example.com"]);
  });

  it("marks the toolbar button, and the popup knows it by tab", async () => {
    await made.trust(ca);
    await made.ask(webmailIn(TAB), "message/open", { raw: await signed() });
    const { message } = await made.ask(POPUP, "tab/report", { tabId: TAB });
    expect(made.platform.toolbar.get(TAB)).toMatchObject({ text: "✓", title: "Waxwing: Verified · bob@example.com" });
    expect(message).toMatchObject({ subject: "About birds", from: "bob@example.com" });
    expect((await made.ask(POPUP, "tab/report", { tabId: TAB + 1 })).message).toBeNull();
  });

  it("takes the mark off when closed, but not for another document's message", async () => {
    await made.ask(webmailIn(TAB, "one"), "message/open", { raw: await signed() });
    await made.ask(webmailIn(TAB, "two"), "message/closed", {});
    expect(made.platform.toolbar.get(TAB)?.text).toBe("?");
    await made.ask(webmailIn(TAB, "one"), "message/closed", {});
    expect(made.platform.toolbar.get(TAB)).toBeNull();
    expect((await made.ask(POPUP, "tab/report", { tabId: TAB })).message).toBeNull();
  });

  it("finds its certificates in memory where it was announced", async () => {
    await made.trust(ca);
    const raw = await signed();
    made.start();
    await made.ask(webmailIn(TAB), "message/coming", {});
    const reads = vi.spyOn(IDBObjectStore.prototype, "getAll");
    const { report } = await made.ask(webmailIn(TAB), "message/open", { raw });
    expect(report.signature.kind).toBe("verified");
    expect(reads.mock.contexts.map((store) => store instanceof IDBObjectStore && store.name)).toEqual([]);
    reads.mockRestore();
  });

  it("leaves no mark where it was closed as soon as it was answered", async () => {
    await made.ask(webmailIn(TAB, "one"), "message/open", { raw: await signed() });
    await made.ask(webmailIn(TAB, "one"), "message/closed", {});
    expect((await made.ask(POPUP, "tab/report", { tabId: TAB })).message).toBeNull();
    expect(made.platform.toolbar.get(TAB)).toBeNull();
  });

  it("is read no further once its document does not display it any more, and nobody else's is touched", async () => {
    const raw = await signed();
    const reading = made.ask(webmailIn(TAB, "one"), "message/open", { raw });
    const other = made.ask(webmailIn(TAB, "two"), "message/open", { raw });
    const outcome = expect(reading).rejects.toMatchObject({ code: "protocol/called-off", detail: {} });
    await made.ask(webmailIn(TAB, "one"), "message/closed", {});
    await outcome;
    expect((await other).report.signature.kind).not.toBe("unsigned");
  });

  it("is marked no longer once the tab navigates", async () => {
    await made.ask(webmailIn(TAB), "message/open", { raw: await signed() });
    made.platform.tabNavigated(TAB);
    await made.settled(() => expect(made.platform.toolbar.get(TAB)).toBeNull());
  });
});

const sealed = async () => letter(bob, [alice], draftOf("bob@example.com", ["alice@example.com"]));

describe("an encrypted message", () => {
  it("leaves no hidden subject behind for a locked vault: the popup knows the outer one", async () => {
    await made.ask(webmailIn(TAB), "message/open", { raw: await sealed() });
    expect((await made.ask(POPUP, "tab/report", { tabId: TAB })).message).toMatchObject({ subject: "[...]" });
  });

  it("gives its content to the viewer and nothing of it to the webmail", async () => {
    await made.trust(ca);
    const answer = await made.ask(webmailIn(TAB), "message/open", { raw: await sealed() });
    expect(answer.report.encryption.kind).toBe("decrypted");
    expect(answer.report.signature.kind).toBe("verified");
    expect(JSON.stringify(answer)).not.toContain(SECRET);
    if (!answer.ticket) throw new Error("no ticket");
    const shown = await made.ask(viewerIn(TAB, "viewer"), "viewer/redeem", { ticket: answer.ticket });
    expect(shown.content?.text).toContain(SECRET);
    expect(shown.mark.symbol).not.toBe("");
    expect(shown.alone).toBe(false);
  });

  it("of a locked vault can be redeemed again after unlocking, by the same document", async () => {
    const raw = await sealed();
    await made.ask(POPUP, "vault/lock", {});
    const { report, ticket } = await made.ask(webmailIn(TAB), "message/open", { raw });
    expect(report.encryption.kind).toBe("locked");
    if (!ticket) throw new Error("no ticket");
    const viewer = viewerIn(TAB, "viewer");
    expect(await made.ask(viewer, "viewer/redeem", { ticket })).toMatchObject({
      content: null,
      vault: { kind: "locked" },
    });
    await expect(made.ask(viewer, "viewer/attachment", { ticket, inside: [], index: 0 })).rejects.toMatchObject({
      code: "vault/locked",
    });
    await made.ask(POPUP, "vault/unlock", { passphrase: PASSPHRASE });
    expect((await made.ask(viewer, "viewer/redeem", { ticket })).content?.text).toContain(SECRET);
  });

  it("is closed again by the lock, whatever was open", async () => {
    const { ticket } = await made.ask(webmailIn(TAB), "message/open", { raw: await sealed() });
    if (!ticket) throw new Error("no ticket");
    const viewer = viewerIn(TAB, "viewer");
    expect((await made.ask(viewer, "viewer/redeem", { ticket })).content).not.toBeNull();
    made.now += 61 * 60_000;
    expect((await made.ask(viewer, "viewer/redeem", { ticket })).content).toBeNull();
  });

  it("waits for its viewer though the worker was killed", async () => {
    const { ticket } = await made.ask(webmailIn(TAB), "message/open", { raw: await sealed() });
    if (!ticket) throw new Error("no ticket");
    made.start();
    const shown = await made.ask(viewerIn(TAB, "viewer"), "viewer/redeem", { ticket });
    expect(shown.content?.text).toContain(SECRET);
  });

  it("for somebody else is told as one that does not open", async () => {
    const raw = await letter(bob, [bob], draftOf("bob@example.com", ["alice@example.com"]));
    const { report, ticket } = await made.ask(webmailIn(TAB), "message/open", { raw });
    expect(report.encryption).toEqual({ kind: "failed", code: "cms/no-matching-recipient" });
    if (!ticket) throw new Error("no ticket");
    expect((await made.ask(viewerIn(TAB, "viewer"), "viewer/redeem", { ticket })).content).toBeNull();
  });

  it("hands out attachments one by one", async () => {
    const content = Uint8Array.of(1, 2, 3, 250);
    const draft = draftOf("bob@example.com", ["alice@example.com"], {
      attachments: [{ filename: "a.bin", contentType: "application/octet-stream", content }],
    });
    const { ticket } = await made.ask(webmailIn(TAB), "message/open", { raw: await letter(bob, [alice], draft) });
    if (!ticket) throw new Error("no ticket");
    const viewer = viewerIn(TAB, "viewer");
    expect((await made.ask(viewer, "viewer/attachment", { ticket, inside: [], index: 0 })).content).toEqual(content);
    await expect(made.ask(viewer, "viewer/attachment", { ticket, inside: [], index: 1 })).rejects.toMatchObject({
      code: "protocol/malformed",
    });
  });
});

describe("other mail", () => {
  it("is silent", async () => {
    const raw = utf8("From: bob@example.com\r\nSubject: Hi\r\n\r\nHello.\r\n");
    const { report, ticket } = await made.ask(webmailIn(TAB), "message/open", { raw });
    expect(report).toMatchObject({ signature: { kind: "unsigned" }, encryption: { kind: "none" } });
    expect(ticket).toBeNull();
    await made.ask(POPUP, "tab/report", { tabId: TAB });
    expect(made.platform.toolbar.get(TAB)).toBeNull();
  });

  it("from another port of the host is refused", async () => {
    const elsewhere = webmailIn(TAB, "d", "https://mail.example.org:8443");
    await expect(made.ask(elsewhere, "message/open", { raw: utf8("x") })).rejects.toMatchObject({
      code: "protocol/forbidden",
    });
  });

  it("from another port is not decrypted before it is refused", async () => {
    await made.trust(ca);
    const elsewhere = webmailIn(TAB, "d", "https://mail.example.org:8443");
    const raw = await sealed();
    await expect(made.ask(elsewhere, "message/open", { raw })).rejects.toMatchObject({ code: "protocol/forbidden" });
    expect(await made.platform.session.read("decryption/spent")).toBeUndefined();
    await made.ask(webmailIn(TAB), "message/open", { raw });
    expect(await made.platform.session.read("decryption/spent")).toBe(1);
  });
});
