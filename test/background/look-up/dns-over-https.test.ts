import { createServer, type Server, type ServerResponse } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DNS_LIMITS } from "../../../src/background/look-up/dns-message.ts";
import { askResolver } from "../../../src/background/look-up/dns-over-https.ts";
import { portOf } from "../../rig/loopback.ts";

const QUESTION = Uint8Array.of(1, 2, 3);
const TYPE = "application/dns-message";

function silence(): void {}

function message(body: Uint8Array) {
  return (response: ServerResponse) => response.writeHead(200, { "content-type": TYPE }).end(body);
}

interface Heard {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
}

describe("a resolver's answer", () => {
  let server: Server;
  let resolver = "";
  let heard: Heard | null = null;
  let reply: (response: ServerResponse) => void = silence;

  beforeAll(async () => {
    server = createServer((request, response) => {
      const body: Buffer[] = [];
      request.on("data", (piece: Buffer) => body.push(piece));
      request.on("end", () => {
        heard = { method: request.method, url: request.url, headers: request.headers, body: Buffer.concat(body) };
        reply(response);
      });
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    resolver = `http://127.0.0.1:${portOf(server)}/dns-query`;
  });
  afterAll(() => server.close());

  const ask = (answer: typeof reply) => {
    reply = answer;
    return askResolver(fetch, resolver, QUESTION);
  };

  it("comes for the question alone, which stands in no address", async () => {
    expect(await ask(message(Uint8Array.of(9, 8)))).toEqual(Uint8Array.of(9, 8));
    expect(heard).toMatchObject({ method: "POST", url: "/dns-query", body: Buffer.from(QUESTION) });
    expect(heard?.headers).toMatchObject({ accept: TYPE, "content-type": TYPE });
    expect(heard?.headers).not.toHaveProperty("cookie");
    expect(heard?.headers).not.toHaveProperty("referer");
  });

  it("is asked for without cookies, cache or another server's help", async () => {
    let asked: RequestInit | undefined;
    const watched: typeof fetch = (input, init) => {
      asked = init;
      return fetch(input, init);
    };
    reply = message(QUESTION);
    await askResolver(watched, resolver, QUESTION);
    expect(asked).toMatchObject({
      credentials: "omit",
      cache: "no-store",
      redirect: "error",
      referrerPolicy: "no-referrer",
    });
    expect(asked?.signal).toBeInstanceOf(AbortSignal);
  });

  it("is no answer from elsewhere, of another kind or beyond the limit", async () => {
    await expect(ask((response) => response.writeHead(302, { location: "/else" }).end())).rejects.toMatchObject({
      code: "look-up/offline",
    });
    await expect(ask((response) => response.writeHead(503).end())).rejects.toMatchObject({
      code: "look-up/refused",
      detail: { status: 503, code: 0 },
    });
    await expect(
      ask((response) => response.writeHead(200, { "content-type": "text/html" }).end("hi")),
    ).rejects.toMatchObject({
      code: "look-up/unreadable",
      detail: { reason: "media-type" },
    });
    expect(await ask(message(new Uint8Array(DNS_LIMITS.message)))).toHaveLength(DNS_LIMITS.message);
    await expect(ask(message(new Uint8Array(DNS_LIMITS.message + 1)))).rejects.toMatchObject({
      code: "look-up/unreadable",
      detail: { reason: "too-long" },
    });
  });

  it("that does not come in time is asked for once more, and what was refused is not", async () => {
    const asked: unknown[] = [];
    const slow =
      (outcomes: readonly unknown[]): typeof fetch =>
      async (_, init) => {
        asked.push(init?.body);
        const outcome = outcomes[asked.length - 1];
        if (outcome instanceof Response) return outcome;
        throw outcome;
      };
    const late = new DOMException("late", "TimeoutError");
    const answer = new Response(QUESTION, { headers: { "content-type": TYPE } });
    expect(await askResolver(slow([late, answer]), resolver, QUESTION)).toEqual(QUESTION);
    expect(asked).toEqual([QUESTION, QUESTION]);
    asked.length = 0;
    await expect(askResolver(slow([late, late, answer]), resolver, QUESTION)).rejects.toMatchObject({
      code: "look-up/offline",
    });
    asked.length = 0;
    await expect(askResolver(slow([new TypeError("refused"), answer]), resolver, QUESTION)).rejects.toMatchObject({
      code: "look-up/offline",
    });
    expect(asked).toHaveLength(1);
  });

  it("that never comes is told with the resolver's name", async () => {
    const nobody = "http://127.0.0.1:9/dns-query";
    await expect(askResolver(fetch, nobody, QUESTION)).rejects.toMatchObject({
      code: "look-up/offline",
      detail: { resolver: "127.0.0.1:9" },
    });
    await expect(ask((response) => response.destroy())).rejects.toMatchObject({ code: "look-up/offline" });
  });
});
