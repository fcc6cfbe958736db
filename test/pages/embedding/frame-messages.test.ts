import { describe, expect, it } from "vitest";
import { readFrameMessage } from "../../../src/pages/embedding/frame-messages.ts";

const copy = { raw: new Uint8Array([1]), recipients: ["a@example.com"], messageId: "x@example.com", filed: true };

describe("what a frame says", () => {
  it.each(["ready", "unlocked", "done", "discarded", "cancelled"])("is %s, and nothing beside it", (kind) => {
    expect(readFrameMessage({ kind, more: 1 })).toEqual({ kind });
  });

  it("is a height", () =>
    expect(readFrameMessage({ kind: "height", pixels: 12.5 })).toEqual({ kind: "height", pixels: 12.5 }));

  it("is a wish for an answer", () =>
    expect(readFrameMessage({ kind: "answer", as: "reply-all", more: 1 })).toEqual({
      kind: "answer",
      as: "reply-all",
    }));

  it("is copies to send", () =>
    expect(readFrameMessage({ kind: "send", copies: [copy] })).toEqual({ kind: "send", copies: [copy] }));

  it.each([
    null,
    "ready",
    {},
    { kind: "other" },
    { kind: "answer" },
    { kind: "answer", as: "delete" },
    { kind: "height" },
    { kind: "height", pixels: "1" },
    { kind: "height", pixels: Number.NaN },
    { kind: "send" },
    { kind: "send", copies: copy },
    { kind: "send", copies: [{ ...copy, raw: "text" }] },
    { kind: "send", copies: [{ ...copy, recipients: ["a@example.com\r\nBcc: b"] }] },
    { kind: "send", copies: [{ ...copy, filed: 1 }] },
    { kind: "send", copies: [{ ...copy, more: 1 }] },
  ])("is not %j", (data) => expect(readFrameMessage(data)).toBeNull());
});
