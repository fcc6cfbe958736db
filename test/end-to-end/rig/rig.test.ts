import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addressed, textEntity } from "../../rig/letters.ts";
import { until } from "../../rig/loopback.ts";
import { MAIL_PASSWORD, type Rig, rigIsPossible, startRig } from "../../rig/rig.ts";
import { type Visitor, visit } from "../../rig/webmail-requests.ts";

/** Where the mail server's own lines (Return-Path, Delivered-To, Received) end and the letter begins. */
function withoutTrace(stored: Buffer): string {
  const text = stored.toString("latin1").replace(/\r?\n/g, "\r\n");
  return text.slice(text.search(/^From: /m));
}

describe.skipIf(!rigIsPossible)("the rig", () => {
  let rig: Rig;
  let alice: Visitor;

  beforeAll(async () => {
    rig = await startRig({ letters: ["plain", "signed", "signedAndEncrypted"] });
    alice = await visit(rig.webmail.url, rig.certificates.alice.address, MAIL_PASSWORD);
  });
  afterAll(() => rig.end());

  it("delivers each letter octet for octet", () => {
    const inbox = rig.stored(rig.certificates.alice, "INBOX").map(withoutTrace);
    const wanted = [rig.letters.plain, rig.letters.signed, rig.letters.signedAndEncrypted];
    expect(inbox.toSorted()).toEqual(wanted.map(({ raw }) => raw.toString("latin1")).toSorted());
  });

  it("lets nobody in with another password", async () => {
    await expect(visit(rig.webmail.url, rig.certificates.alice.address, "guess")).rejects.toThrow();
  });

  it("serves the source of a message octet for octet", async () => {
    const source = `?_task=mail&_action=viewsource&_uid=3&_mbox=INBOX&_save=1&_token=${alice.token}`;
    const raw = Buffer.from(await (await alice.get(source)).arrayBuffer());
    expect(withoutTrace(raw)).toBe(rig.letters.signed.raw.toString("latin1"));
  });

  it("keeps what is imported into Sent and resent to Bob, octet for octet", async () => {
    const { alice: from, bob: to } = rig.certificates;
    const raw = addressed(from, to, "By import and bounce", textEntity(".one dot\n..two dots\n\nTrailing space \nend"));
    const file = new FormData();
    file.append("_file[]", new Blob([new Uint8Array(raw)], { type: "message/rfc822" }), "m.eml");
    const imported = await alice.post("?_task=mail&_action=import&_mbox=Sent&_remote=1&_unlock=x", file);
    expect(await imported.text()).toContain("confirmation");

    const compose = await (await alice.get("?_task=mail&_action=bounce&_framed=1&_uid=1&_mbox=Sent")).text();
    const identity = /<option value="(\d+)"/.exec(compose)?.[1] ?? "";
    const envelope = { _from: identity, _to: to.address, _cc: "", _bcc: "", _uid: "1", _mbox: "Sent" };
    const bounce = new URLSearchParams({ ...envelope, _store_target: "", _remote: "1" });
    expect(await (await alice.post("?_task=mail&_action=bounce", bounce)).text()).toContain("confirmation");

    const sent = rig.outgoing.sent.at(-1);
    expect(sent).toMatchObject({ from: from.address, to: [to.address] });
    expect(sent && withoutTrace(sent.raw).trimEnd()).toBe(raw.toString("latin1").trimEnd());
    const arrived = await until(() => rig.stored(to, "INBOX")[0] ?? null, "Bob got nothing");
    expect(withoutTrace(arrived).trimEnd()).toBe(raw.toString("latin1").trimEnd());
  });

  it("keeps every request the webmail's server got", () => {
    const heard = rig.webmail.heard.requests.find(({ url }) => url.includes("_action=import"));
    expect(heard?.body.includes("Subject: By import and bounce")).toBe(true);
  });
});
