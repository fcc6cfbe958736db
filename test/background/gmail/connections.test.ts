import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MadeWorker, POPUP } from "../made-worker.ts";
import { CLIENT, MadeGoogle, REDIRECT } from "./made-google.ts";
import { GmailConnections } from "../../../src/background/gmail/connections.ts";
import { Vault } from "../../../src/vault/vault.ts";

const ALICE = "alice@gmail.example";
const OFFICE = "office@gmail.example";
const HOUR = 3_600_000;

let made: MadeWorker;
let google: MadeGoogle;
let vault: Vault;
let connections: GmailConnections;

beforeEach(async () => {
  made = new MadeWorker();
  made.now = Date.now();
  google = await MadeGoogle.open(ALICE, OFFICE);
  google.reachableFrom(made.platform);
  const { platform } = made;
  const clock = () => made.now;
  vault = new Vault({ memory: platform.session, alarms: platform.alarms, clock, builtInAnchors: [] as never });
  await vault.gmail.writeClient(CLIENT);
  connections = new GmailConnections({ platform, settings: vault.gmail, clock });
});
afterEach(() => google.api.close());

const remembered = () => JSON.stringify([...made.platform.memory]);

describe("connecting an account", () => {
  it("asks the person once, and keeps a token in session memory alone", async () => {
    expect(await connections.state(ALICE)).toEqual({ kind: "not-connected" });
    await connections.connect(ALICE);
    expect(await connections.state(ALICE)).toEqual({ kind: "connected" });
    const [token = ""] = google.api.signIn.grants.keys();
    expect(await connections.token(ALICE)).toBe(token);
    expect(remembered()).toContain(token);
    expect(JSON.stringify(await vault.gmail.accounts())).not.toContain(token);
    expect(google.opened).toHaveLength(1);
  });

  it("takes a code, with the client's secret, where the administrator says so", async () => {
    google.api.signIn.clients.push({ id: "of-policy", secret: "quiet", redirects: [REDIRECT] });
    made.platform.policies.set("gmailClientId", "of-policy");
    made.platform.policies.set("gmailFlow", "code");
    await expect(connections.connect(ALICE)).rejects.toMatchObject({ code: "gmail/sign-in-failed" });
    made.platform.policies.set("gmailClientSecret", "quiet");
    await connections.connect(ALICE);
    expect(google.opened.at(-1)?.searchParams.get("response_type")).toBe("code");
    expect(await connections.token(ALICE)).toMatch(/^ya29\./);
    expect(remembered()).not.toContain("quiet");
  });

  it.each<[string, () => void, string, object]>([
    ["the person closes the window", () => (google.mood.answer = "close"), "gmail/refused", { reason: "closed" }],
    ["the person says no", () => (google.mood.answer = "refuse"), "gmail/refused", { reason: "access_denied" }],
    [
      "the person chooses another account",
      () => (google.mood.account = OFFICE),
      "gmail/wrong-account",
      { expected: ALICE, found: OFFICE },
    ],
    [
      "the person leaves sending out",
      () => (google.mood.without = "https://www.googleapis.com/auth/gmail.send"),
      "gmail/scope-missing",
      {},
    ],
    ["Google is not there", () => (google.api.offline = true), "gmail/offline", {}],
    ["the browser was not asked", () => made.platform.permissions.clear(), "gmail/not-allowed", {}],
  ])("keeps nothing where %s", async (_, trouble, code, detail) => {
    trouble();
    await expect(connections.connect(ALICE)).rejects.toMatchObject({ code, detail });
    expect(await connections.state(ALICE)).toEqual({ kind: "not-connected" });
    expect(remembered()).not.toContain("ya29.");
  });

  it("uses no token that was made for another program", async () => {
    const stolen = google.api.signIn.grant(google.account(ALICE), "other-client", ["email"]).token;
    const { signIn } = google;
    made.platform.onSignIn = async (url, interactive) => {
      const end = await signIn(url, interactive);
      return end.kind === "landed"
        ? { ...end, url: end.url.replace(/access_token=[^&]+/, `access_token=${stolen}`) }
        : end;
    };
    await expect(connections.connect(ALICE)).rejects.toMatchObject({
      code: "gmail/sign-in-failed",
      detail: { reason: "audience" },
    });
  });

  it("says that nobody supplied a client", async () => {
    await vault.gmail.writeClient(null);
    expect(await connections.state(ALICE)).toEqual({ kind: "no-client" });
    await expect(connections.connect(ALICE)).rejects.toMatchObject({ code: "gmail/no-client" });
    expect(google.opened).toEqual([]);
  });
});

describe("a token", () => {
  beforeEach(() => connections.connect(ALICE));

  it("is renewed without a question when its hour is nearly over", async () => {
    const first = await connections.token(ALICE);
    made.now += HOUR - 30_000;
    const second = await connections.token(ALICE);
    expect(second).not.toBe(first);
    expect(google.opened.at(-1)?.searchParams.get("prompt")).toBe("none");
    expect(google.api.signIn.questions).toBe(1);
  });

  it("is renewed after the browser was closed", async () => {
    made.platform.closeBrowser();
    expect(await connections.token(ALICE)).toMatch(/^ya29\./);
  });

  it("is renewed where Google took it back meanwhile", async () => {
    google.api.signIn.grants.clear();
    expect(google.api.signIn.grantOf(await connections.token(ALICE))).not.toBeNull();
  });

  it("is renewed where another client is used meanwhile", async () => {
    google.api.signIn.clients.push({ id: "of-policy", secret: null, redirects: [REDIRECT] });
    google.api.signIn.consents.set(`of-policy ${ALICE}`, [
      ...(google.api.signIn.consents.get(`${CLIENT.id} ${ALICE}`) ?? []),
    ]);
    made.platform.policies.set("gmailClientId", "of-policy");
    expect(google.api.signIn.grantOf(await connections.token(ALICE))?.client).toBe("of-policy");
  });

  it("needs the person where Google has something to ask", async () => {
    google.api.signIn.grants.clear();
    google.api.signIn.consents.clear();
    await expect(connections.token(ALICE)).rejects.toMatchObject({
      code: "gmail/not-connected",
      detail: { address: ALICE },
    });
    expect(google.opened.at(-1)?.searchParams.get("prompt")).toBe("none");
  });

  it("is had for no other sender, nor without a connection", async () => {
    await expect(connections.token(OFFICE)).rejects.toMatchObject({ code: "gmail/not-connected" });
    await connections.disconnect(ALICE);
    await expect(connections.token(ALICE)).rejects.toMatchObject({ code: "gmail/not-connected" });
  });

  it("is asked about before it is used: where Google is not there, nothing was sent", async () => {
    google.api.offline = true;
    await expect(connections.token(ALICE)).rejects.toMatchObject({ code: "gmail/offline" });
  });
});

describe("disconnecting", () => {
  it("takes the permission back at Google, and forgets the token", async () => {
    await connections.connect(ALICE);
    await connections.disconnect(ALICE);
    expect(google.api.signIn.grants.size).toBe(0);
    expect(google.api.signIn.consents.size).toBe(0);
    expect(remembered()).not.toContain("ya29.");
  });

  it("works where Google is not there", async () => {
    await connections.connect(ALICE);
    google.api.offline = true;
    await connections.disconnect(ALICE);
    expect(await connections.state(ALICE)).toEqual({ kind: "not-connected" });
  });
});

async function client() {
  return (await made.ask(POPUP, "gmail/status", {})).client;
}

describe("whose client is used", () => {
  it("is the administrator's, then the person's, then the publisher's, of whom this build has none", async () => {
    made.platform.policies.set("gmailClientId", " of-policy ");
    expect(await client()).toEqual({ id: "of-policy", flow: "implicit", source: "policy" });
    made.platform.policies.clear();
    expect(await client()).toEqual({ id: CLIENT.id, flow: "implicit", source: "settings" });
    await made.ask(POPUP, "gmail/configure", { client: null });
    expect(await client()).toBeNull();
  });

  it("tells no surface the secret", async () => {
    await made.ask(POPUP, "gmail/configure", { client: { ...CLIENT, secret: "quiet", flow: "code" } });
    expect(JSON.stringify(await made.ask(POPUP, "gmail/status", {}))).not.toContain("quiet");
  });
});
