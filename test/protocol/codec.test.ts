import { describe, expect, it } from "vitest";
import {
  decodeAnnouncement,
  decodeAnswer,
  detachViews,
  encodeAnnouncement,
  encodeFailure,
  encodeReply,
  encodeRequest,
} from "../../src/protocol/codec.ts";
import { decodeBody, requestNameOf } from "../../src/protocol/request-body.ts";
import { SmimeError } from "../../src/smime/errors.ts";

function codeOf(work: () => unknown): string {
  try {
    work();
    return "no error";
  } catch (error) {
    return error instanceof SmimeError ? error.code : String(error);
  }
}

const raw = Uint8Array.of(1, 2, 3);

describe("requests", () => {
  it("come through a structured clone whole", () => {
    const message: unknown = structuredClone(encodeRequest("message/open", { raw }));
    expect(requestNameOf(message)).toBe("message/open");
    expect(decodeBody("message/open", message).raw).toEqual(raw);
  });

  it("are refused where the browser made JSON of octets", () => {
    const message: unknown = JSON.parse(JSON.stringify(encodeRequest("message/open", { raw })));
    expect(codeOf(() => decodeBody("message/open", message))).toBe("protocol/malformed");
    const silent: unknown = JSON.parse(JSON.stringify(encodeRequest("vault/state", {})));
    expect(codeOf(() => decodeBody("vault/state", silent))).toBe("protocol/malformed");
  });

  it("are refused when nobody knows them", () => {
    expect(codeOf(() => requestNameOf({ waxwing: "request", request: "vault/export" }))).toBe("protocol/malformed");
    expect(codeOf(() => requestNameOf({ waxwing: "request", request: "__proto__" }))).toBe("protocol/malformed");
    expect(codeOf(() => requestNameOf({ waxwing: "request", request: "toString" }))).toBe("protocol/malformed");
  });

  it("are left alone when they are something else", () => {
    expect(requestNameOf({ hello: "world" })).toBeNull();
    expect(requestNameOf(null)).toBeNull();
    expect(requestNameOf("request")).toBeNull();
  });

  it("refuses missing, extra and mistyped fields", () => {
    const good = encodeRequest("message/open", { raw });
    for (const body of [{}, { raw, more: 1 }, { raw: [1, 2, 3] }, { raw: "abc" }, null, [raw]])
      expect(codeOf(() => decodeBody("message/open", { ...good, body }))).toBe("protocol/malformed");
  });
});

describe("views", () => {
  it("lose the buffer behind them", () => {
    const secret = Uint8Array.of(9, 9, 1, 2, 9, 9);
    const detached = detachViews({ list: [secret.subarray(2, 4)] });
    expect(detached).toEqual({ list: [Uint8Array.of(1, 2)] });
    const { reply } = encodeReply<"viewer/attachment">({ content: secret.subarray(2, 4) }) as unknown as {
      reply: { content: Uint8Array };
    };
    expect(reply.content.buffer.byteLength).toBe(2);
  });
});

describe("answers", () => {
  it("carry a reply, or code and detail alone", () => {
    expect(decodeAnswer("vault/state", encodeReply<"vault/state">({ kind: "empty" }))).toEqual({ kind: "empty" });
    const failure = structuredClone(encodeFailure(new SmimeError("vault/locked", {}), "vault/state"));
    expect(failure).not.toHaveProperty("failure.stack");
    expect(codeOf(() => decodeAnswer("vault/state", failure))).toBe("vault/locked");
  });

  it("hide what a fault of ours said", () => {
    const failure = structuredClone(encodeFailure(new Error("the passphrase is hunter2"), "vault/unlock"));
    expect(JSON.stringify(failure)).not.toContain("hunter2");
    expect(codeOf(() => decodeAnswer("vault/unlock", failure))).toBe("internal/fault");
  });

  it("are missed when the worker died", () => {
    expect(codeOf(() => decodeAnswer("vault/state", undefined))).toBe("protocol/interrupted");
  });

  it("are not believed without their octets", () => {
    const answer: unknown = JSON.parse(JSON.stringify(encodeReply<"viewer/attachment">({ content: raw })));
    expect(codeOf(() => decodeAnswer("viewer/attachment", answer))).toBe("protocol/malformed");
  });
});

describe("announcements", () => {
  it("are known by name", () => {
    const message = encodeAnnouncement("vault/changed", { state: "locked" });
    expect(decodeAnnouncement("vault/changed", message)).toEqual({ state: "locked" });
    expect(decodeAnnouncement("vault/changed", { waxwing: "announcement", name: "other" })).toBeNull();
  });
});
