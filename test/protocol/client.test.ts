import { beforeEach, describe, expect, it, vi } from "vitest";
import { encodeAnnouncement, encodeFailure, encodeReply } from "../../src/protocol/codec.ts";
import { PIECE } from "../../src/protocol/parcels.ts";
import { type Handlers, serve } from "../../src/protocol/server.ts";
import { SmimeError } from "../../src/smime/errors.ts";
import { fakeBrowser } from "./fake-browser.ts";

vi.mock("webextension-polyfill", async () => ({ default: (await import("./fake-browser.ts")).fakeBrowser }));
const { onAnnouncement, request } = await import("../../src/protocol/client.ts");

const send = fakeBrowser.runtime.sendMessage;
const LOCKED = encodeReply<"vault/state">({ kind: "locked" });

const POPUP = {
  extensionId: "waxwing-id",
  url: "chrome-extension://waxwing-id/pages/popup/index.html",
  origin: "chrome-extension://waxwing-id",
  tabId: null,
  frameId: null,
  documentId: null,
};

/** Answers with what it was given to verify. */
function servingWorker() {
  const handlers = { "file/verify": async ({ content }: { content: unknown }) => ({ echo: content }) };
  return serve(handlers as unknown as Handlers, { id: "waxwing-id", origin: "chrome-extension://waxwing-id" });
}

function octetsIn(message: unknown): number {
  if (message instanceof Uint8Array) return message.length;
  if (typeof message !== "object" || message === null) return 0;
  return Object.values(message).reduce((sum: number, one) => sum + octetsIn(one), 0);
}

async function codeOf(answer: Promise<unknown>): Promise<string> {
  return answer.then(
    () => "no error",
    (error: unknown) => (error instanceof SmimeError ? error.code : String(error)),
  );
}

beforeEach(() => {
  vi.stubGlobal("location", { protocol: "https:" });
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

  it("goes in pieces between our own pages and the worker, and anew where the worker died meanwhile", async () => {
    vi.stubGlobal("location", { protocol: "chrome-extension:" });
    const file = Uint8Array.from({ length: 2 * PIECE + 5 }, (_, i) => i % 251);
    let worker = servingWorker();
    let asked = 0;
    send.mockImplementation(async (message) => {
      expect(octetsIn(message)).toBeLessThan(PIECE + 10);
      if (++asked === 3) worker = servingWorker();
      return structuredClone(await worker(structuredClone(message), POPUP));
    });
    const reply: object = await request("file/verify", { signature: new Uint8Array(1), content: file });
    expect("echo" in reply && reply.echo instanceof Uint8Array && Buffer.compare(reply.echo, file)).toBe(0);
    expect(asked).toBeGreaterThan(2 * 3);
  });

  it("goes whole from a content script", async () => {
    send.mockResolvedValueOnce(encodeReply<"vault/state">({ kind: "locked" }));
    await request("message/open", { raw: new Uint8Array(PIECE + 1) });
    expect(octetsIn(send.mock.calls[0]?.[0])).toBeGreaterThan(PIECE);
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
