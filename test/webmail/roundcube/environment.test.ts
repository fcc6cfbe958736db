import { assert, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { readEnvironment } from "../../../src/webmail/roundcube/environment.ts";

const page = (values: object) => `if (x) {}\nrcmail.set_env(${JSON.stringify(values)});\nrcmail.gui_object('a', 'b');`;
const base = { rcversion: 10605, task: "mail", action: "show", request_token: "t", mailbox: "INBOX", uid: "7" };

describe("the environment of a page", () => {
  it("is read from a message page", () => {
    expect(readEnvironment(page(base))).toEqual({
      task: "mail",
      action: "show",
      version: 10605,
      token: "t",
      mailbox: "INBOX",
      uid: "7",
      ownWindow: false,
      attachments: new Map(),
      compose: null,
    });
  });

  it("is read from a compose page", () => {
    const values = {
      ...base,
      uid: null,
      action: "compose",
      compose_id: "12ab",
      compose_mode: "reply",
      drafts_mailbox: "Drafts",
      draft_id: 5,
      reply_msgid: "<<a@b>>",
      max_filesize: 100,
    };
    expect(readEnvironment(page(values))).toMatchObject({
      uid: null,
      compose: {
        id: "12ab",
        mode: "reply",
        draftsMailbox: "Drafts",
        draftUid: "5",
        originalMessageId: "a@b",
        maxFileSize: 100,
      },
    });
  });

  it("knows the files that a compose page begins with", () => {
    const attachments = { rcmfile171: { name: "plan.txt", complete: true, mimetype: "text/plain" } };
    const values = { ...base, compose_id: "12ab", attachments };
    expect(readEnvironment(page(values))?.compose?.fileIds).toEqual(new Set(["rcmfile171"]));
    expect(readEnvironment(page({ ...values, attachments: [] }))?.compose?.fileIds).toEqual(new Set());
  });

  it("knows a window of its own", () => {
    expect(readEnvironment(page({ ...base, extwin: 1 }))?.ownWindow).toBe(true);
  });

  it("knows the types of attachments, and takes only types for types", () => {
    const attachments = { "2": "application/pkcs7-signature", "3": {}, "4": 5 };
    expect(readEnvironment(page({ ...base, attachments }))?.attachments).toEqual(
      new Map([["2", "application/pkcs7-signature"]]),
    );
  });

  it("survives braces and quotes inside strings", () => {
    const mailbox = 'a}"{\\"}';
    expect(readEnvironment(page({ ...base, mailbox }))?.mailbox).toBe(mailbox);
  });

  it("takes the first call only", () => {
    expect(readEnvironment(page(base) + page({ ...base, uid: "8" }))?.uid).toBe("7");
  });

  it.each([
    ["another program's page", "window.app = {};"],
    ["a call without a literal", "rcmail.set_env(settings);"],
    ["a literal that never ends", 'rcmail.set_env({"task":"mail"'],
    ["a literal that is not JSON", "rcmail.set_env({task:alert(1)});"],
    ["no version", page({ ...base, rcversion: "10605" })],
    ["no task", page({ ...base, task: true })],
    ["a literal beyond all measure", page({ ...base, mailbox: "x".repeat(3_000_000) })],
  ])("is not in %s", (_, text) => expect(readEnvironment(text)).toBeNull());

  it("never throws", () => {
    assert(
      property(string(), (text) => {
        readEnvironment(`rcmail.set_env({${text}`);
        readEnvironment(`rcmail.set_env(${text}`);
      }),
    );
  });
});
