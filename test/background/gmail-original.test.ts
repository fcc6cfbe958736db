import { describe, expect, it } from "vitest";
import { MadeWorker, POPUP, viewerIn, webmailIn } from "./made-worker.ts";

const GMAIL = webmailIn(3, "gmail-document", "https://mail.google.com");
const ASKED = { account: "/mail/u/1/", message: "18b0000000010003" };
const RAW = "From: Bob <bob@example.com>\r\n\r\n \t\r\n";

interface Answer {
  readonly url?: string;
  readonly status?: number;
  readonly type?: string;
  readonly body?: string;
}

interface Asking {
  readonly made: MadeWorker;
  /** Addresses that the worker asked for. */
  readonly fetched: string[];
}

function answering({ url, status = 200, type = "text/plain", body = RAW }: Answer): Asking {
  const made = new MadeWorker();
  const fetched: string[] = [];
  made.platform.fetch = async (input) => {
    const address = String(input);
    fetched.push(address);
    const response = new Response(body, { status, headers: { "content-type": type } });
    return Object.defineProperty(response, "url", { value: url ?? address });
  };
  return { made, fetched };
}

describe("gmail/original", () => {
  it("asks for exactly that message of that account, afresh, and hands over its octets", async () => {
    const { made, fetched } = answering({ url: "https://mail-attachment.googleusercontent.com/attachment/u/1/" });
    const { raw } = await made.ask(GMAIL, "gmail/original", ASKED);
    expect(Buffer.from(raw).toString()).toBe(RAW);
    expect(fetched).toEqual([
      `https://mail.google.com/mail/u/1/?view=att&th=18b0000000010003&attid=0&disp=comp&safe=1&zw&cacheCounter=${made.now}`,
    ]);
  });

  it.each([
    ["another webmail, though it is allowed", webmailIn(3)],
    ["Gmail's host without TLS", webmailIn(3, "d", "http://mail.google.com")],
    ["another host of Google's", webmailIn(3, "d", "https://mail-attachment.googleusercontent.com")],
    ["Gmail's host on another port", webmailIn(3, "d", "https://mail.google.com:8443")],
    ["a frame of ours", viewerIn(3, "d")],
    ["the popup", POPUP],
  ])("is refused to %s", async (_, from) => {
    const { made, fetched } = answering({});
    await made.openVault();
    await expect(made.ask(from, "gmail/original", ASKED)).rejects.toMatchObject({ code: "protocol/forbidden" });
    expect(fetched).toEqual([]);
  });

  it.each([
    ["a path that leads elsewhere", { account: "/mail/u/0/../../../", message: ASKED.message }],
    ["a path with a query", { account: "/mail/u/0/?ui=2&", message: ASKED.message }],
    ["another host for a path", { account: "//evil.example/mail/u/0/", message: ASKED.message }],
    ["the mobile page", { account: "/mail/mu/", message: ASKED.message }],
    ["an id with parameters", { account: ASKED.account, message: "18b0000000010003&view=om" }],
    ["an id in capitals", { account: ASKED.account, message: "18B0000000010003" }],
    ["no id", { account: ASKED.account, message: "" }],
    ["more than was asked for", { ...ASKED, url: "https://evil.example/" }],
  ])("does not take %s", async (_, body) => {
    const { made, fetched } = answering({});
    await expect(made.ask(GMAIL, "gmail/original", body)).rejects.toMatchObject({ code: "protocol/malformed" });
    expect(fetched).toEqual([]);
  });

  it.each<[string, Answer, string]>([
    ["the sign-in page", { url: "https://accounts.google.com/ServiceLogin", type: "text/html" }, "webmail/signed-out"],
    ["a host that is neither", { url: "https://evil.example/x" }, "webmail/raw-message-unavailable"],
    ["HTML by its name", { type: "text/html; charset=utf-8" }, "webmail/raw-message-unavailable"],
    ["HTML by another name", { body: "<!doctype html><html>" }, "webmail/raw-message-unavailable"],
    ["an error", { status: 404 }, "webmail/raw-message-unavailable"],
    ["nothing", { body: "" }, "webmail/raw-message-unavailable"],
  ])("does not hand over %s", async (_, answer, code) => {
    await expect(answering(answer).made.ask(GMAIL, "gmail/original", ASKED)).rejects.toMatchObject({ code });
  });

  it("says so where the network is gone", async () => {
    await expect(new MadeWorker().ask(GMAIL, "gmail/original", ASKED)).rejects.toMatchObject({
      code: "webmail/offline",
    });
  });
});

describe("Gmail among the sites", () => {
  it("may ask without being added, and is listed where the browser allows it", async () => {
    const made = new MadeWorker();
    const seen = await made.ask(GMAIL, "message/open", { raw: new Uint8Array(Buffer.from(RAW)) });
    expect(seen.report.signature.kind).toBe("unsigned");
    expect((await made.ask(POPUP, "site/list", {})).sites).toEqual([]);
    made.platform.permissions.add("https://mail.google.com/*");
    expect((await made.ask(POPUP, "site/list", {})).sites).toEqual([
      { origin: "https://mail.google.com", builtIn: true },
    ]);
  });

  it("is started in open tabs after an update, by the content script alone, and registered nowhere", async () => {
    const made = new MadeWorker();
    made.platform.permissions.add("https://mail.google.com/*");
    made.platform.installed(false);
    await made.settled(() =>
      expect(made.platform.injected.map(({ pattern, file }) => [pattern, file])).toEqual([
        ["https://mail.google.com/*", "webmail/content.js"],
      ]),
    );
    expect(made.platform.scripts).toEqual([]);
  });

  it("is not written down when its permission is given once more", async () => {
    const made = new MadeWorker();
    made.platform.permissions.add("https://mail.google.com/*");
    made.platform.permissionsAdded(["https://mail.google.com/*"]);
    await made.settled(() => expect(made.platform.injected).toHaveLength(1));
    expect(made.platform.scripts).toEqual([]);
    expect((await made.ask(POPUP, "site/list", {})).sites).toHaveLength(1);
  });
});
