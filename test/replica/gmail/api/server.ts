/** The replica on loopback: every host of Google's that Waxwing may ask, on one port. */
import { createServer as createPlainServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { portOf } from "../../../rig/loopback.ts";
import type { PostOffice } from "../mailbox.ts";
import { type Answered, apiError, type Asked, CUT, json, textOf } from "./exchange.ts";
import { Messages } from "./messages.ts";
import { SignIn } from "./oauth.ts";

export const GOOGLE_HOSTS = ["gmail.googleapis.com", "accounts.google.com", "oauth2.googleapis.com"] as const;

/** Lets a client that cannot choose its Host header name the host it means. */
export const MEANT_HOST = "x-replica-host";

export interface ServerKey {
  readonly key: Buffer;
  readonly cert: Buffer;
}

/** One line of the log: nothing of a body, no token. */
export interface Heard {
  readonly method: string;
  readonly host: string;
  readonly path: string;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

export class GmailApi {
  readonly signIn: SignIn;
  readonly messages: Messages;
  readonly heard: Heard[] = [];
  /** Answers nobody, as if the line were cut. */
  offline = false;
  #port = 0;
  #close: () => void = () => {};

  constructor(office: PostOffice) {
    this.signIn = new SignIn(office);
    this.messages = new Messages(office);
  }

  get port(): number {
    return this.#port;
  }

  /** With a key over TLS, for browsers; without one in the clear, for tests that name the host in a header. */
  async listen(tls: ServerKey | null): Promise<this> {
    const serve = (request: IncomingMessage, response: ServerResponse): void =>
      void bodyOf(request).then((body) => this.serve(request, body, response));
    const server = tls === null ? createPlainServer(serve) : createTlsServer({ ...tls }, serve);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    this.#port = portOf(server);
    this.#close = () => {
      server.close();
      server.closeAllConnections();
    };
    return this;
  }

  close(): void {
    this.#close();
  }

  /** Answers one request, whoever listened for it. */
  serve(request: IncomingMessage, body: Buffer, response: ServerResponse): void {
    const host = (textOf(request.headers, MEANT_HOST) || (request.headers.host ?? "")).replace(/:\d+$/, "");
    const url = new URL(request.url ?? "/", `https://${host}`);
    const { method = "GET" } = request;
    this.heard.push({ method, host, path: url.pathname });
    const answer = this.offline ? CUT : this.answer({ method, host, url, headers: request.headers, body });
    if (answer === CUT) return void request.socket.destroy();
    response.writeHead(answer.status, answer.headers).end(answer.body);
  }

  answer(asked: Asked): Answered | typeof CUT {
    const { pathname } = asked.url;
    switch (`${asked.method} ${asked.host}${pathname}`) {
      case "GET accounts.google.com/ServiceLogin":
        return this.signIn.enter(asked);
      case "GET accounts.google.com/o/oauth2/v2/auth":
        return this.signIn.authorize(asked);
      case "POST oauth2.googleapis.com/token":
        return this.signIn.exchange(asked);
      case "GET oauth2.googleapis.com/tokeninfo":
        return this.signIn.tokenInfo(asked);
      case "POST oauth2.googleapis.com/revoke":
        return this.signIn.revoke(asked);
      default:
        return asked.host === "gmail.googleapis.com" ? this.#gmail(asked, pathname) : json(404, {});
    }
  }

  #gmail(asked: Asked, path: string): Answered | typeof CUT {
    const token = /^Bearer (\S+)$/.exec(textOf(asked.headers, "authorization"))?.[1] ?? "";
    const grant = this.signIn.grantOf(token);
    if (grant === null) return apiError(401, "authError", "Invalid Credentials");
    const [, upload = "", user = "", call = ""] = /^(\/upload)?\/gmail\/v1\/users\/([^/]+)\/(.+)$/.exec(path) ?? [];
    if (!["", "me", grant.account.address].includes(decodeURIComponent(user)))
      return apiError(403, "forbidden", `Delegation denied for ${grant.account.address}`);
    if (/^(?:POST|PUT)$/.test(asked.method) && `${upload}/${call}` === "/upload/messages/send")
      return this.messages.send(asked, grant);
    const id = /^messages\/([0-9a-f]+)$/.exec(call)?.[1];
    if (asked.method === "GET" && upload === "" && id !== undefined) return this.messages.get(id, asked, grant);
    return apiError(404, "notFound", "Not Found");
  }
}
