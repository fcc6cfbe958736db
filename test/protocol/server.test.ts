import { describe, expect, it, vi } from "vitest";
import type { AttestedSender } from "../../src/platform/attested-sender.ts";
import { decodeAnswer, encodeBring, encodeFetch, encodeRequest } from "../../src/protocol/codec.ts";
import { newParcel } from "../../src/protocol/parcels.ts";
import { type Handlers, serve } from "../../src/protocol/server.ts";

const OURSELVES = { id: "waxwing-id", origin: "chrome-extension://waxwing-id" };
const nobody: AttestedSender = {
  extensionId: OURSELVES.id,
  url: null,
  origin: null,
  tabId: null,
  frameId: null,
  documentId: null,
};
const POPUP = { ...nobody, url: `${OURSELVES.origin}/pages/popup/index.html`, origin: OURSELVES.origin };
const VIEWER = {
  ...POPUP,
  url: `${OURSELVES.origin}/pages/viewer/index.html`,
  tabId: 1,
  frameId: 2,
  documentId: "D",
};
const WEBMAIL = {
  ...nobody,
  url: "https://mail.example.org/",
  origin: "https://mail.example.org",
  tabId: 1,
  frameId: 0,
};

function serving(some: Partial<Handlers>) {
  const none = new Proxy({}, { get: (_, name) => async () => Promise.reject(new Error(`no ${String(name)}`)) });
  return serve({ ...(none as Handlers), ...some }, OURSELVES);
}

describe("serve", () => {
  it("answers the role the request belongs to", async () => {
    const answer = serving({ "vault/state": async () => ({ kind: "empty" }) });
    const reply = await answer(encodeRequest("vault/state", {}), POPUP);
    expect(decodeAnswer("vault/state", reply)).toEqual({ kind: "empty" });
  });

  it("takes and gives pieces of what is large to pages of ours alone", async () => {
    const answer = serving({});
    const piece = { ...newParcel(new Uint8Array(3)), from: 0, octets: new Uint8Array(3) };
    expect(await answer(encodeBring(piece), VIEWER)).toMatchObject({ reply: {} });
    for (const sender of [WEBMAIL, nobody])
      for (const message of [encodeBring(piece), encodeFetch(piece.parcel, 0)])
        expect(await answer(message, sender)).toMatchObject({ failure: { code: "protocol/forbidden" } });
    expect(await answer(encodeFetch(piece.parcel, 0), POPUP)).toMatchObject({
      failure: { code: "protocol/interrupted" },
    });
    expect(await answer({ waxwing: "bring", parcel: "x" }, VIEWER)).toMatchObject({
      failure: { code: "protocol/malformed" },
    });
  });

  it("refuses every other role before it looks at the body", async () => {
    const handler = vi.fn<Handlers["vault/unlock"]>();
    const answer = serving({ "vault/unlock": handler });
    for (const sender of [WEBMAIL, VIEWER, nobody]) {
      const reply = await answer(
        {
          waxwing: "request",
          request: "vault/unlock",
          body: {
            get passphrase(): string {
              throw new Error("read");
            },
          },
        },
        sender,
      );
      expect(reply).toMatchObject({ failure: { code: "protocol/forbidden", detail: { request: "vault/unlock" } } });
    }
    expect(handler).not.toHaveBeenCalled();
  });

  it("refuses a viewer that asks to seal", async () => {
    const ticket = "0123456789abcdefghijkl";
    const reply = await serving({})(
      { ...encodeRequest("vault/state", {}), request: "composer/redeem", body: { ticket } },
      VIEWER,
    );
    expect(reply).toMatchObject({ failure: { code: "protocol/forbidden" } });
  });

  it("refuses a bad body from the right sender", async () => {
    const handler = vi.fn<Handlers["vault/unlock"]>();
    const message = { ...encodeRequest("vault/unlock", { passphrase: "x" }), body: { passphrase: 7 } };
    const reply = await serving({ "vault/unlock": handler })(message, POPUP);
    expect(reply).toMatchObject({ failure: { code: "protocol/malformed" } });
    expect(handler).not.toHaveBeenCalled();
  });

  it("never rejects, and tells nothing of a fault but where", async () => {
    const reply = await serving({})(encodeRequest("vault/lock", {}), POPUP);
    expect(reply).toMatchObject({ failure: { code: "internal/fault", detail: { where: "vault/lock" } } });
    expect(await serving({})({ waxwing: "request", request: "x/y" }, POPUP)).toMatchObject({
      failure: { code: "protocol/malformed" },
    });
  });

  it("leaves other messages alone", () => {
    expect(serving({})({ hello: "world" }, POPUP)).toBeNull();
  });
});
