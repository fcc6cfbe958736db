import { describe, expect, it } from "vitest";
import { SmimeError } from "../../../src/smime/errors.ts";
import { fetchRawMessage, MAX_RAW_MESSAGE, type Originals } from "../../../src/webmail/gmail/raw-message.ts";

const never = new AbortController().signal;
const RAW = "From: Bob <bob@example.com>\r\n\r\n \t\r\n";
const ID = "18b0000000010003";

interface Asked {
  readonly url: string;
  readonly init: RequestInit;
}

function originals(
  answer: (asked: Asked) => Response,
  byWorker: Originals["byWorker"] = async () => new Uint8Array(1),
) {
  const asked: Asked[] = [];
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    asked.push({ url, init });
    return answer({ url, init });
  };
  return { asked, originals: { origin: "https://mail.google.com", account: "/mail/u/2/", fetch, byWorker } };
}

function text(body: string, init: ResponseInit = {}): Response {
  return new Response(body, { headers: { "content-type": "text/plain" }, ...init });
}

const unreadable = (): never => {
  throw new TypeError("Failed to fetch");
};
const offline = async (): Promise<never> => {
  throw new SmimeError("webmail/offline", {});
};

describe("an original of Gmail's", () => {
  it("is asked for with a parameter of its own, past every cache, octet for octet", async () => {
    const { asked, originals: from } = originals(() => text(RAW));
    expect(Buffer.from(await fetchRawMessage(from, ID, never)).toString()).toBe(RAW);
    expect(asked.map(({ url }) => url.replace(/\d+$/, "N"))).toEqual([
      `https://mail.google.com/mail/u/2/?view=att&th=${ID}&attid=0&disp=comp&safe=1&zw&cacheCounter=N`,
    ]);
    expect(asked[0]?.init.cache).toBe("no-store");
  });

  it.each([
    ["HTML by its name", RAW, { "content-type": "text/html; charset=utf-8" }, 200],
    ["HTML by another name", "<!doctype html><html>", {}, 200],
    ["HTML after white space", "\n<html>", {}, 200],
    ["an error", RAW, {}, 404],
    ["nothing", "", {}, 200],
  ])("is not %s", async (_, body, headers, status) => {
    const { originals: from } = originals(() =>
      text(body, { headers: { "content-type": "text/plain", ...headers }, status }),
    );
    await expect(fetchRawMessage(from, ID, never)).rejects.toMatchObject({
      code: "webmail/raw-message-unavailable",
      detail: { status },
    });
  });

  it("is not the sign-in page it was sent to", async () => {
    const page = Object.defineProperty(text("A: b"), "url", { value: "https://accounts.google.com/ServiceLogin" });
    const { originals: from } = originals(() => page);
    await expect(fetchRawMessage(from, ID, never)).rejects.toMatchObject({ code: "webmail/signed-out" });
  });

  it("is not beyond all measure", async () => {
    const headers = { "content-length": String(MAX_RAW_MESSAGE + 1) };
    const { originals: from } = originals(() => text(RAW, { headers }));
    await expect(fetchRawMessage(from, ID, never)).rejects.toMatchObject({ code: "webmail/too-large" });
  });

  it("comes by the worker where the browser lets no page read it", async () => {
    const wished: string[][] = [];
    const byWorker = async (...wish: string[]) => {
      wished.push(wish);
      return new Uint8Array(Buffer.from(RAW));
    };
    const { originals: from } = originals(unreadable, byWorker);
    expect(Buffer.from(await fetchRawMessage(from, ID, never)).toString()).toBe(RAW);
    expect(wished).toEqual([["/mail/u/2/", ID]]);
  });

  it("is out of reach, or the person signed out: the page itself tells which", async () => {
    const { originals: gone } = originals(unreadable, offline);
    await expect(fetchRawMessage(gone, ID, never)).rejects.toMatchObject({ code: "webmail/offline" });
    const elsewhere = Object.defineProperty(text(""), "type", { value: "opaqueredirect" });
    const { originals: out } = originals(({ url }) => (url.includes("view=att") ? unreadable() : elsewhere), offline);
    await expect(fetchRawMessage(out, ID, never)).rejects.toMatchObject({ code: "webmail/signed-out" });
  });

  it("is not asked for by more than four at a time, nor for a message that went meanwhile", async () => {
    let [running, most, asked] = [0, 0, 0];
    const { originals: from } = originals(() => text(RAW));
    const slow: Originals = {
      ...from,
      fetch: async (url, init) => {
        asked++;
        most = Math.max(most, ++running);
        await new Promise((resolve) => setTimeout(resolve, 5));
        running--;
        return from.fetch(url, init);
      },
    };
    const gone = new AbortController();
    const all = Array.from({ length: 20 }, (_, n) => fetchRawMessage(slow, ID, n === 19 ? gone.signal : never));
    gone.abort();
    const outcomes = await Promise.allSettled(all);
    expect(outcomes.map(({ status }) => status)).toEqual([
      ...Array.from({ length: 19 }, () => "fulfilled"),
      "rejected",
    ]);
    expect([most, asked]).toEqual([4, 19]);
  });
});
