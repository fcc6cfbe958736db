/** Gmail's web server as far as Waxwing meets it, on loopback under Gmail's own host names; it keeps all that it hears. */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join, resolve } from "node:path";
import { build } from "vite";
import type { Lifetime } from "../../rig/lifetime.ts";
import { portOf } from "../../rig/loopback.ts";
import { openssl } from "../../rig/openssl.ts";
import { ATTACHMENT_HOST, AttachmentHost } from "./attachment-host.ts";
import type { Account, PostOffice, StoredMessage } from "./mailbox.ts";
import { originalPage, policyOf, printPage, shellPage, SIGN_IN_PAGE, wholeMessagePage } from "./pages.ts";
import { type Settings, STOCK } from "./settings.ts";
import { answerSync, type SavedDrafts } from "./sync.ts";

export const GMAIL = "https://mail.google.com";
const ACCOUNTS_HOST = "accounts.google.com";

export interface HeardRequest {
  readonly host: string;
  readonly method: string;
  readonly url: string;
  readonly body: Buffer;
}

export interface Replica {
  readonly office: PostOffice;
  /** May be changed at any time; pages loaded later show it. */
  readonly settings: Settings;
  /** In order of arrival. */
  readonly requests: readonly HeardRequest[];
  readonly drafts: SavedDrafts;
  /** For `BrowserWishes.arguments`: Gmail's hosts lead here, and no other host anywhere. */
  readonly browserArguments: readonly string[];
}

interface Premises extends Omit<Replica, "browserArguments" | "requests"> {
  readonly attachments: AttachmentHost;
  readonly script: string;
}

async function clientScript(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    publicDir: false,
    build: {
      write: false,
      minify: false,
      lib: { entry: resolve(import.meta.dirname, "client/main.ts"), formats: ["iife"], name: "gmail" },
    },
  });
  const [bundle] = Array.isArray(built) ? built : [built];
  if (bundle === undefined || !("output" in bundle)) throw new Error("The replica's client was not built");
  return bundle.output[0].code.replaceAll("</script", "<\\/script");
}

async function certificateFor(life: Lifetime): Promise<{ key: Buffer; cert: Buffer }> {
  const [key, cert] = [life.path("gmail.key"), life.path("gmail.pem")];
  const fresh = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", key, "-out", cert];
  const names = `subjectAltName=DNS:mail.google.com,DNS:${ATTACHMENT_HOST},DNS:${ACCOUNTS_HOST}`;
  await openssl(["req", "-x509", "-subj", "/CN=mail.google.com", "-days", "30", "-addext", names, ...fresh]);
  return { key: readFileSync(key), cert: readFileSync(cert) };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

const STYLES = join(import.meta.dirname, "client/gmail.css");
const ACCOUNT_PATH = /^\/mail\/(?:b\/[\w-]+\/)?u\/(\d+)\/$/;
const BODY_CLASSES: Readonly<Record<string, string>> = { thread: "aAU xE Su", compose: "xE xp" };

function page(response: ServerResponse, html: string, nonce: string): void {
  response
    .writeHead(200, {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policyOf(nonce),
      "cache-control": "no-store",
      "set-cookie": "SID=replica; Path=/; Secure; SameSite=None",
    })
    .end(html);
}

function messageNamed(account: Account, url: URL): StoredMessage | null {
  const permanent = /^msg-f:(\d+)$/.exec(url.searchParams.get("permmsgid") ?? "")?.[1];
  const id = permanent === undefined ? (url.searchParams.get("th") ?? "") : BigInt(permanent).toString(16);
  return account.message(id.padStart(16, "0"));
}

function shell({ settings, office, script }: Premises, index: number, url: URL): (nonce: string) => string {
  const { address, name, aliases } = office.accounts[index] ?? { address: "", name: "", aliases: [] };
  const window = url.searchParams.get("view") === "btop" ? url.searchParams.get("show") : null;
  const bootstrap = {
    settings: { ...settings },
    index,
    account: { name, address },
    aliases: aliases.map((alias) => ({ name, address: alias })),
  };
  const classes = [BODY_CLASSES[window ?? ""] ?? "aAU", settings.dark ? "dark" : ""].join(" ").trim();
  return (nonce) => shellPage(bootstrap, nonce, script, classes);
}

function serveView(premises: Premises, index: number, url: URL, response: ServerResponse): void {
  const account = premises.office.accounts[index];
  if (account === undefined) return void response.writeHead(404).end();
  const view = url.searchParams.get("view");
  const nonce = randomBytes(12).toString("base64");
  if (view === "att") return premises.attachments.redirect(url, index, response);
  if (view === null || view === "btop") return page(response, shell(premises, index, url)(nonce), nonce);
  const message = messageNamed(account, url);
  if (message === null) return void response.writeHead(404).end();
  const link = `?view=att&th=${message.id}&attid=0&disp=comp&safe=1&zw`;
  if (view === "pt") return page(response, printPage(message, nonce), nonce);
  if (view === "om") return page(response, originalPage(message, link), nonce);
  if (view === "lg") return page(response, wholeMessagePage(message), nonce);
  response.writeHead(404).end();
}

function answer(premises: Premises, request: IncomingMessage, body: Buffer, response: ServerResponse): void {
  const url = new URL(request.url ?? "/", `https://${request.headers.host}`);
  if (url.hostname === ATTACHMENT_HOST) return premises.attachments.serve(url, request, response);
  if (url.hostname === ACCOUNTS_HOST)
    return void response.writeHead(200, { "content-type": "text/html" }).end(SIGN_IN_PAGE);
  if (url.hostname !== "mail.google.com") return void response.writeHead(404).end();
  if (url.pathname === "/mail/gmail.css")
    return void response.writeHead(200, { "content-type": "text/css" }).end(readFileSync(STYLES));
  if (premises.settings.signedOut)
    return void response.writeHead(302, { location: `https://${ACCOUNTS_HOST}/ServiceLogin?service=mail` }).end();
  const index = ACCOUNT_PATH.exec(url.pathname)?.[1];
  if (index !== undefined) return serveView(premises, Number(index), url, response);
  if (answerSync(premises, url, body, response)) return;
  response.writeHead(404).end();
}

export async function startReplica(life: Lifetime, office: PostOffice): Promise<Replica> {
  const settings: Settings = { ...STOCK };
  const drafts: SavedDrafts = new Map();
  const requests: HeardRequest[] = [];
  const attachments = new AttachmentHost(office, settings);
  const premises = { office, settings, drafts, attachments, script: await clientScript() };
  const server = createServer(await certificateFor(life), (request, response) => {
    void bodyOf(request).then(
      (body) => {
        const { method = "GET", url = "/", headers } = request;
        requests.push({ host: headers.host ?? "", method, url, body });
        answer(premises, request, body, response);
      },
      () => response.destroy(),
    );
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  life.defer(() => server.closeAllConnections());
  life.defer(() => server.close());
  const hosts = ["mail.google.com", ATTACHMENT_HOST, ACCOUNTS_HOST];
  const rules = [...hosts.map((host) => `MAP ${host} 127.0.0.1:${portOf(server)}`), "MAP * ~NOTFOUND"];
  const browserArguments = [`--host-resolver-rules=${rules.join(", ")}`, "--ignore-certificate-errors"];
  return { office, settings, drafts, requests, browserArguments };
}
