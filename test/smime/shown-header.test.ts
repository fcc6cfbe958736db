import { afterAll, describe, expect, it } from "vitest";
import { concat, utf8 } from "../../src/smime/bytes.ts";
import { readHeader } from "../../src/smime/mime/header.ts";
import { authorOf } from "../../src/smime/shown-header.ts";
import { DATE, letter, People } from "./people.ts";

const people = new People();
afterAll(() => people.remove());

const author = (header: string) => authorOf(readHeader(utf8(`${header}\r\n\r\n`)).fields);
const payload = (fields: string) =>
  `${fields}To: bob@example.com\r\nDate: ${DATE}\r\nContent-Type: text/plain; hp="clear"\r\n\r\nText\r\n`;

describe("authorOf", () => {
  it("is the one mailbox of the one From", () => {
    expect(author("Sender: x@y\r\nFROM : Alice <alice@example.com>")).toEqual({
      kind: "one",
      mailbox: { name: "Alice", address: "alice@example.com" },
    });
  });

  it.each([
    ["", "no-from"],
    ["From: ", "no-from"],
    ["From: undisclosed:;", "no-from"],
    ["From: a@b, c@d", "ambiguous-from"],
    ["From: a@b\r\nFrom: a@b", "ambiguous-from"],
    ["From: Group: a@b;", "ambiguous-from"],
    ["From: a@b c@d", "ambiguous-from"],
    ["From: nonsense", "ambiguous-from"],
    ["Subject: x\rFrom: c@d\r\nFrom: a@b", "ambiguous-from"],
  ])("of %j is %s", (header, kind) => expect(author(`X: y\r\n${header}`).kind).toBe(kind));
});

describe("protected header fields (RFC 9788)", () => {
  it("win over the outer ones, with a remark", async () => {
    const signed = await people.sign(
      payload("From: Alice <alice@example.com>\r\nSubject: Inside\r\nCc: carol@example.com\r\n"),
    );
    const opened = await people.open(letter(signed));
    expect(opened.content.headers).toMatchObject({
      subject: "Inside",
      to: [{ address: "bob@example.com" }],
      cc: [{ address: "carol@example.com" }],
    });
    expect(opened.report.signature.kind).toBe("verified");
    expect(opened.report.remarks).toEqual(["headers/outer-differ"]);
  });

  it("do so in the wrapped form of RFC 8551, and beneath encryption", async () => {
    const wrapped = `Content-Type: message/rfc822\r\n\r\nFrom: alice@example.com\r\nSubject: Wrapped\r\nDate: ${DATE}\r\nContent-Type: text/plain\r\n\r\nText\r\n`;
    const opened = await people.open(letter(await people.encrypt(await people.sign(wrapped))));
    expect(opened.content.headers.subject).toBe("Wrapped");
    expect(opened.content.text).toBe("Text\n");
    expect(opened.report.signature.kind).toBe("verified");
  });

  it("draw no remark where they agree", async () => {
    const signed = await people.sign(payload("From: alice@example.com\r\nSubject: Outside\r\n"));
    expect((await people.open(letter(signed))).report.remarks).toEqual([]);
  });

  it("count only directly beneath a layer", async () => {
    const opened = await people.open(letter(utf8(payload("Subject: Inside\r\nX: y\r\n")), { Subject: "Outside" }));
    expect(opened.content.headers.subject).toBe("Outside");
  });

  it("do not let a signer pass under another outer From", async () => {
    const signed = await people.sign(payload("From: eve@evil.example\r\n"), people.eve);
    const opened = await people.open(letter(signed));
    expect(opened.report.signature).toMatchObject({ kind: "mismatched", from: "alice@example.com" });
    expect(opened.content.headers.from).toMatchObject([{ address: "alice@example.com" }]);
  });

  it("do not let a signer pass under another protected From", async () => {
    const signed = await people.sign(payload("From: alice@example.com\r\n"), people.eve);
    const opened = await people.open(letter(signed, { From: "eve@evil.example" }));
    expect(opened.report.signature).toMatchObject({ kind: "mismatched", from: "alice@example.com" });
  });

  it("show no From that nobody signed", async () => {
    const opened = await people.open(
      letter(await people.encrypt(payload("From: ceo@example.com\r\nSubject: Inside\r\n"))),
    );
    expect(opened.content.headers.from).toMatchObject([{ address: "alice@example.com" }]);
    expect(opened.content.headers.subject).toBe("Inside");
  });

  it("name the author where the outer header names none", async () => {
    const signed = await people.sign(payload("From: alice@example.com\r\n"));
    const opened = await people.open(concat(utf8("Subject: x\r\n"), signed));
    expect(opened.report.signature.kind).toBe("verified");
  });
});
