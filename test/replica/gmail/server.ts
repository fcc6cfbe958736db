/**
 * Gmail as far as Waxwing meets it, on loopback under Google's own host names: its pages, its sign-in and its interface
 * over the same mailboxes. It keeps all that it hears.
 */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join, resolve } from "node:path";
import { build } from "vite";
import type { Lifetime } from "../../rig/lifetime.ts";
import { portOf } from "../../rig/loopback.ts";
import { makeServerKey } from "./api/server-key.ts";
import { GmailApi, GOOGLE_HOSTS } from "./api/server.ts";
import { ATTACHMENT_HOST, AttachmentHost } from "./attachment-host.ts";
import type { Account, PostOffice, StoredMessage } from "./mailbox.ts";
import { originalPage, policyOf, printPage, shellPage, wholeMessagePage } from "./pages.ts";
import { type Settings, STOCK } from "./settings.ts";
import { answerSync, type SavedDrafts } from "./sync.ts";

export const GMAIL = "https://mail.google.com";
const ACCOUNTS_HOST = "accounts.google.com";
export const HOSTS: readonly string[] = ["mail.google.com", ATTACHMENT_HOST, ...GOOGLE_HOSTS];

export interface HeardRequest {
  readonly host: string;
  readonly method: string;
  readonly url: string;
  readonly body: Buffer;
}

export interface Replica {
  readonly office: PostOffice;
  readonly api: GmailApi;
  /** May be changed at any time; pages loaded later show it. */
  readonly settings: Settings;
  /** In order of arrival. */
  readonly requests: readonly HeardRequest[];
  readonly drafts: SavedDrafts;
  /** Every host of Gmail's, over TLS, here on loopback. */
  readonly port: number;
  /** For `BrowserWishes.arguments`: Gmail's hosts lead here, and no other host anywhere. */
  readonly browserArguments: readonly string[];
}

interface Premises extends Omit<Replica, "browserArguments" | "port" | "requests"> {
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

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

const STYLES = join(import.meta.dirname, "client/gmail.css");
const ACCOUNT_PATH = /^\/mail\/(?:b\/[\w-]+\/)?u\/\d+\/$/;
const BODY_CLASSES: Readonly<Record<string, string>> = { thread: "aAU xE Su", compose: "xE xp" };

function page(response: ServerResponse, html: string, nonce: string): void {
  response
    .writeHead(200, {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policyOf(nonce),
      "cache-control": "no-store",
    })
    .end(html);
}

function messageNamed(account: Account, url: URL): StoredMessage | null {
  const permanent = /^msg-f:(\d+)$/.exec(url.searchParams.get("permmsgid") ?? "")?.[1];
  const id = permanent === undefined ? (url.searchParams.get("th") ?? "") : BigInt(permanent).toString(16);
  return account.message(id.padStart(16, "0"));
}

function shell({ settings, script }: Premises, account: Account, index: number, url: URL): (nonce: string) => string {
  const { address, name, aliases } = account;
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

function serveView(premises: Premises, account: Account, index: number, url: URL, response: ServerResponse): void {
  const view = url.searchParams.get("view");
  const nonce = randomBytes(12).toString("base64");
  if (view === "att") return premises.attachments.redirect(url, account, index, response);
  if (view === null || view === "btop") return page(response, shell(premises, account, index, url)(nonce), nonce);
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
  if (GOOGLE_HOSTS.some((host) => host === url.hostname)) return premises.api.serve(request, body, response);
  if (url.hostname !== "mail.google.com") return void response.writeHead(404).end();
  if (url.pathname === "/mail/gmail.css")
    return void response.writeHead(200, { "content-type": "text/css" }).end(readFileSync(STYLES));
  const accounts = premises.api.signIn.accountsOf(request.headers);
  if (premises.settings.signedOut || accounts.length === 0)
    return void response.writeHead(302, { location: `https://${ACCOUNTS_HOST}/ServiceLogin?service=mail` }).end();
  if (url.pathname === "/" || url.pathname === "/mail/")
    return void response.writeHead(302, { location: "/mail/u/0/" }).end();
  const [, index] = /^\/(?:mail|sync)\/(?:b\/[\w-]+\/)?u\/(\d+)\//.exec(url.pathname) ?? [];
  const account = index === undefined ? undefined : accounts[Number(index)];
  if (account === undefined) return void response.writeHead(404).end();
  if (ACCOUNT_PATH.test(url.pathname)) return serveView(premises, account, Number(index), url, response);
  if (answerSync(premises, account, url, body, response)) return;
  response.writeHead(404).end();
}

export async function startReplica(life: Lifetime, office: PostOffice): Promise<Replica> {
  const settings: Settings = { ...STOCK };
  const drafts: SavedDrafts = new Map();
  const requests: HeardRequest[] = [];
  const attachments = new AttachmentHost(settings);
  const api = new GmailApi(office);
  api.signIn.signedIn.push(...office.accounts.map(({ address }) => address));
  const premises = { office, api, settings, drafts, attachments, script: await clientScript() };
  const server = createServer({ ...(await makeServerKey(life, HOSTS)) }, (request, response) => {
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
  // A browser that was given a proxy still comes here, and still finds its proxy.
  const rules = [...HOSTS.map((host) => `MAP ${host} 127.0.0.1:${portOf(server)}`), "MAP * ~NOTFOUND"];
  const browserArguments = [
    `--host-resolver-rules=${[...rules, "EXCLUDE 127.0.0.1"].join(", ")}`,
    `--proxy-bypass-list=${HOSTS.join(";")}`,
    "--ignore-certificate-errors",
  ];
  return { office, api, settings, drafts, requests, port: portOf(server), browserArguments };
}
