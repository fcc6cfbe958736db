import { beforeEach, describe, expect, it, vi } from "vitest";
import { encodeAnnouncement, encodeFailure, encodeReply } from "../../src/protocol/codec.ts";
import { SmimeError } from "../../src/smime/errors.ts";
import { fakeBrowser } from "./fake-browser.ts";

vi.mock("webextension-polyfill", async () => ({ default: (await import("./fake-browser.ts")).fakeBrowser }));
const { onAnnouncement, request } = await import("../../src/protocol/client.ts");

const send = fakeBrowser.runtime.sendMessage;
const LOCKED = encodeReply<"vault/state">({ kind: "locked" });

async function codeOf(answer: Promise<unknown>): Promise<string> {
  return answer.then(
    () => "no error",
    (error: unknown) => (error instanceof SmimeError ? error.code : String(error)),
  );
}

beforeEach(() => {
  send.mockReset();
  fakeBrowser.runtime.id = "waxwing-id";
});

describe("request", () => {
  it("hands the worker's reply through", async () => {
    send.mockResolvedValueOnce(LOCKED);
    expect(await request("vault/state", {})).toEqual({ kind: "locked" });
  });

  it("throws the worker's failure with code and detail", async () => {
    send.mockResolvedValueOnce(encodeFailure(new SmimeError("vault/weak-passphrase", { minimumLength: 8 }), "x"));
    await expect(request("vault/create", { passphrase: "a" })).rejects.toMatchObject({
      code: "vault/weak-passphrase",
      detail: { minimumLength: 8 },
    });
  });

  it("asks a harmless request once more when the worker died", async () => {
    send.mockRejectedValueOnce(new Error("Could not establish connection. Receiving end does not exist."));
    send.mockResolvedValueOnce(LOCKED);
    expect(await request("vault/state", {})).toEqual({ kind: "locked" });
    expect(send).toHaveBeenCalledTimes(2);
  });

  it("gives up after the second death", async () => {
    send.mockResolvedValue(undefined);
    expect(await codeOf(request("vault/state", {}))).toBe("protocol/interrupted");
    expect(send).toHaveBeenCalledTimes(2);
  });

  it("never repeats what changes something", async () => {
    send.mockResolvedValue(undefined);
    expect(await codeOf(request("identity/remove", { id: "x" }))).toBe("protocol/interrupted");
    expect(send).toHaveBeenCalledTimes(1);
  });

  it("knows an extension that was updated under the page", async () => {
    fakeBrowser.runtime.id = undefined;
    expect(await codeOf(request("vault/state", {}))).toBe("protocol/orphaned");
    expect(send).not.toHaveBeenCalled();
    fakeBrowser.runtime.id = "waxwing-id";
    send.mockRejectedValueOnce(new Error("Extension context invalidated."));
    expect(await codeOf(request("vault/state", {}))).toBe("protocol/orphaned");
  });
});

describe("onAnnouncement", () => {
  const message = encodeAnnouncement("vault/changed", { state: "locked" });
  const tell = (sender: object) => {
    for (const listener of fakeBrowser.listeners) listener(message, sender);
  };

  it("hears the worker, and nobody who sits in a tab", () => {
    const heard: unknown[] = [];
    const lifetime = new AbortController();
    onAnnouncement("vault/changed", (body) => heard.push(body), lifetime.signal);
    tell({ id: "waxwing-id", url: "chrome-extension://waxwing-id/background.js" });
    tell({ id: "waxwing-id", url: "https://mail.example.org/", tab: { id: 3 }, frameId: 0 });
    tell({ id: "waxwing-id", url: "https://mail.example.org/" });
    expect(heard).toEqual([{ state: "locked" }]);
    lifetime.abort();
    tell({ id: "waxwing-id" });
    expect(heard).toHaveLength(1);
  });
});
