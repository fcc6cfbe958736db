import { Agent, request } from "node:https";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Lifetime } from "../../rig/lifetime.ts";
import { Account, PostOffice } from "./mailbox.ts";
import { READ_SCOPE } from "./api/oauth.ts";
import { type Replica, startReplica } from "./server.ts";

const RAW = Buffer.from("From: Bob <bob@example.com>\r\nSubject: Hi\r\n\r\n \t\r\n\xe9\r\n", "latin1");

const attachment = (th: string) => `https://mail.google.com/mail/u/0/?view=att&th=${th}&attid=0&disp=comp&safe=1&zw`;

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
}

describe("the replica's server", () => {
  const life = new Lifetime("waxwing-replica");
  const agent = new Agent({ rejectUnauthorized: false });
  let replica: Replica;
  let id = "";

  beforeAll(async () => {
    const alice = new Account("alice@example.com", "Alice");
    replica = await startReplica(life, new PostOffice([alice, new Account("bob@example.com", "Bob")]));
    id = replica.office.deliver(RAW, [alice.address])[0]?.id ?? "";
  });
  afterAll(() => life.end());

  function ask(address: string, headers: Record<string, string> = {}): Promise<Answer> {
    const { host, pathname, search } = new URL(address);
    const port = /127\.0\.0\.1:(\d+)/.exec(replica.browserArguments[0] ?? "")?.[1];
    return new Promise((resolve, reject) => {
      const asked = request({ host: "127.0.0.1", port, path: pathname + search, agent, headers: { host, ...headers } });
      asked.on("error", reject);
      asked.on("response", (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        const { statusCode: status = 0, headers: given } = response;
        response.on("end", () => resolve({ status, headers: given, body: Buffer.concat(chunks) }));
      });
      asked.end();
    });
  }

  it("serves the octets as delivered, to another origin only straight after the redirect", async () => {
    const { status, headers } = await ask(attachment(id));
    expect(status).toBe(302);
    const location = String(headers["location"]);
    const origin = { origin: "https://mail.google.com" };
    const first = await ask(location, origin);
    expect(first.body).toEqual(RAW);
    expect(first.headers).toMatchObject({ "access-control-allow-origin": origin.origin });
    const second = await ask(location, origin);
    expect(second.body).toEqual(RAW);
    expect(second.headers).not.toHaveProperty("access-control-allow-origin");
  });

  it("has no such message, no such account", async () => {
    expect((await ask(attachment("00000000000000ff"))).status).toBe(404);
    expect((await ask(attachment(id).replace("/u/0/", "/u/7/"))).status).toBe(404);
  });

  it("sends its pages under Trusted Types, and everybody to sign in who is signed out", async () => {
    const { headers } = await ask("https://mail.google.com/mail/u/0/");
    expect(headers["content-security-policy"]).toContain("require-trusted-types-for 'script'");
    replica.settings.signedOut = true;
    const { status, headers: away } = await ask(attachment(id));
    replica.settings.signedOut = false;
    expect([status, new URL(String(away["location"])).host]).toEqual([302, "accounts.google.com"]);
  });

  it("shows each browser the mailbox of whoever signed in there", async () => {
    const hinted = (await ask("https://accounts.google.com/ServiceLogin?login_hint=bob@example.com")).body.toString();
    expect([hinted.includes("bob@example.com"), hinted.includes("alice@example.com")]).toEqual([true, false]);
    const signedIn = await ask("https://accounts.google.com/ServiceLogin?service=mail&account=bob@example.com");
    expect([signedIn.status, signedIn.headers["location"]]).toEqual([302, "https://mail.google.com/mail/u/0/"]);
    const [cookie = ""] = String(signedIn.headers["set-cookie"]).split(";");
    const page = await ask("https://mail.google.com/mail/u/0/", { cookie });
    expect(page.body.toString()).toContain("bob@example.com");
    expect(page.body.toString()).not.toContain("alice@example.com");
    expect((await ask("https://mail.google.com/mail/u/1/", { cookie })).status).toBe(404);
    expect((await ask("https://mail.google.com/mail/u/0/", { cookie: "SID=" })).status).toBe(302);
    const door = await ask("https://mail.google.com/", { cookie });
    expect([door.status, door.headers["location"]]).toEqual([302, "/mail/u/0/"]);
  });

  it("has its interface over the same mailboxes", async () => {
    const [alice] = replica.office.accounts;
    if (alice === undefined) throw new Error("There is no account");
    const { token } = replica.api.signIn.grant(alice, "client", [READ_SCOPE]);
    const authorization = `Bearer ${token}`;
    const address = `https://gmail.googleapis.com/gmail/v1/users/me/messages/${id}?format=raw`;
    const { raw } = JSON.parse((await ask(address, { authorization })).body.toString());
    expect(Buffer.from(raw, "base64url").equals(RAW)).toBe(true);
  });

  it("keeps what it hears", () => {
    expect(replica.requests.length).toBeGreaterThan(5);
    expect(replica.requests.every(({ method }) => method === "GET")).toBe(true);
  });
});
