import { describe, expect, it } from "vitest";
import { REPEATABLE } from "../../src/protocol/repeatable.ts";
import { isRequestName, REQUESTS } from "../../src/protocol/requests.ts";
import { seedOf } from "./compose-seed.ts";

const mailbox = { name: "", address: "alice@example.com" };
const draft = {
  from: mailbox,
  to: [mailbox],
  cc: [],
  bcc: [],
  subject: "Hello",
  text: "a\nb",
  rich: null,
  attachments: [{ filename: "a.pdf", contentType: "application/pdf", content: Uint8Array.of(1) }],
  sign: true,
  encrypt: false,
  hideSubject: true,
};
const ticket = "0123456789abcdefghijkl";

describe("the table of requests", () => {
  it("lets no frame and no content script near unlocking, trusting, importing or removing", () => {
    for (const [name, rule] of Object.entries(REQUESTS))
      if (/^(vault|identity|person|authority|site|settings)\//.test(name) && name !== "vault/ask")
        expect(rule.from, name).toBe("surface");
  });

  it("lets a composer's frame hand over a certificate and have somebody asked, and read no answer to that", () => {
    expect(REQUESTS["composer/add-certificate"]).toMatchObject({ from: "frame", page: "composer" });
    expect(REQUESTS["composer/ask-authority"]).toMatchObject({ from: "frame", page: "composer" });
    expect(REQUESTS["certificate/doubted"].from).toBe("surface");
  });

  it("lets a composer's frame send and ask, and connect, configure or check nothing", () => {
    const frames = Object.entries(REQUESTS).filter(([name, { from }]) => name.startsWith("gmail/") && from === "frame");
    expect(frames.map(([name, { page }]) => [name, page])).toEqual([
      ["gmail/connection", "composer"],
      ["gmail/ask", "composer"],
      ["gmail/send", "composer"],
    ]);
  });

  it("repeats nothing that creates, imports, removes or trusts", () => {
    for (const [name, repeatable] of Object.entries(REPEATABLE))
      if (/create|import|remove|add|enable|disable|write|ask|connect$|configure|check-route/.test(name))
        expect(repeatable, name).toBe(false);
  });

  it("does not find names an object inherits", () => {
    expect(isRequestName("constructor")).toBe(false);
    expect(isRequestName("vault/state")).toBe(true);
  });
});

function fits(value: unknown): boolean {
  return REQUESTS["draft/seal"].body(value);
}

describe("draft/seal", () => {
  it("takes a whole draft", () => {
    expect(fits({ ticket, draft, form: null })).toBe(true);
  });

  it("refuses what would change a header or a type", () => {
    expect(fits({ ticket, draft })).toBe(false);
    expect(fits({ ticket, draft, form: "loud" })).toBe(false);
    expect(fits({ ticket, form: null, draft: { ...draft, subject: "a\r\nBcc: eve@example.com" } })).toBe(false);
    expect(fits({ ticket, form: null, draft: { ...draft, encrypt: "yes" } })).toBe(false);
    expect(fits({ ticket, form: null, draft: { ...draft, hideSubject: undefined } })).toBe(false);
    expect(fits({ ticket, form: null, draft: { ...draft, to: "alice@example.com" } })).toBe(false);
    expect(
      fits({ ticket, form: null, draft: { ...draft, attachments: [{ ...draft.attachments[0], content: {} }] } }),
    ).toBe(false);
    expect(fits({ ticket: "short", draft, form: null })).toBe(false);
    const { bcc: _, ...withoutBcc } = draft;
    expect(fits({ ticket, draft: withoutBcc, form: null })).toBe(false);
  });
});

describe("composer/open", () => {
  const seed = seedOf(mailbox, { intent: "sign" });

  it("takes every way of delivery", () => {
    const ways = [
      { kind: "webmail" },
      { kind: "file" },
      { kind: "gmail-api", thread: null },
      { kind: "gmail-api", thread: "18c0ffee18c0ffee" },
    ];
    for (const delivery of ways) expect(REQUESTS["composer/open"].body({ ...seed, delivery })).toBe(true);
  });

  it("refuses a way nobody knows, and a conversation that is no identifier", () => {
    const ways = [{ kind: "elsewhere" }, { kind: "gmail-api" }, { kind: "gmail-api", thread: "../send" }];
    for (const delivery of ways) expect(REQUESTS["composer/open"].body({ ...seed, delivery })).toBe(false);
  });
});

function fitting(value: unknown): boolean {
  return REQUESTS["gmail/send"].body(value);
}

describe("gmail/send", () => {
  const raw = Uint8Array.of(1);

  it("takes octets of one copy, and whether the person risks a second", () => {
    expect(fitting({ ticket, raw, again: false })).toBe(true);
    for (const body of [
      { ticket, raw },
      { ticket, raw: {}, again: false },
      { ticket, raw, again: "yes" },
    ])
      expect(fitting(body)).toBe(false);
    expect(fitting({ ticket, raw, again: false, to: "eve@example.com" })).toBe(false);
  });
});
