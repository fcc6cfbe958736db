/** The requests of Roundcube's own client, sent with the person's session. Knows no message format and no page. */
import { SmimeError } from "../../smime/errors.ts";
import { type Answer, type Outcome, outcomeOf, readAnswer } from "./answer.ts";
import { readEnvironment } from "./environment.ts";

export interface Server {
  /** The page's own address without query: secure URLs carry a token in the path. */
  readonly base: string;
  readonly token: string;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
}

export type Parameters = Readonly<Record<string, string>>;

/** An answer with status 2xx or 4xx or 5xx: whatever the server said. @throws SmimeError webmail/offline */
export async function request(server: Server, action: string, query: Parameters, init: RequestInit): Promise<Response> {
  const parameters = new URLSearchParams({ _task: "mail", _action: action, ...query });
  const headers = { ...init.headers, "X-Roundcube-Request": server.token };
  try {
    return await server.fetch(`${server.base}?${parameters}`, { cache: "no-store", ...init, headers });
  } catch (cause) {
    init.signal?.throwIfAborted();
    throw new SmimeError("webmail/offline", {}, { cause });
  }
}

/** @throws SmimeError webmail/offline, webmail/signed-out, webmail/changed */
export async function list(server: Server, action: string, query: Parameters, signal: AbortSignal): Promise<Answer> {
  const headers = { "X-Requested-With": "XMLHttpRequest" };
  const response = await request(server, action, { ...query, _remote: "1" }, { headers, signal });
  const { answer, outcome } = await readResponse(response);
  if (outcome.kind === "signed-out") throw new SmimeError("webmail/signed-out", {});
  return answer;
}

/** Posts a form. @throws SmimeError webmail/offline, webmail/signed-out, webmail/changed */
export async function post(
  server: Server,
  action: string,
  query: Parameters,
  body: FormData | URLSearchParams,
  init: RequestInit,
): Promise<Exclude<Outcome, { kind: "signed-out" }>> {
  const response = await request(server, action, query, { ...init, method: "POST", body });
  const { outcome } = await readResponse(response);
  if (outcome.kind === "signed-out") throw new SmimeError("webmail/signed-out", {});
  return outcome;
}

/** A small change to one message, sent even if the page is being left. @throws SmimeError as `post` does */
export function change(server: Server, action: string, parameters: Parameters): ReturnType<typeof post> {
  return post(server, action, {}, new URLSearchParams({ ...parameters, _remote: "1" }), { keepalive: true });
}

async function readResponse(response: Response): Promise<{ answer: Answer; outcome: Outcome }> {
  const text = await textOf(response);
  const answer = readAnswer(text);
  if (answer) return { answer, outcome: outcomeOf(answer) };
  throw refusalOf(response.status, text);
}

async function textOf(response: Response): Promise<string> {
  try {
    return await response.text();
  } catch (cause) {
    throw new SmimeError("webmail/offline", {}, { cause });
  }
}

/** Why a page came where an answer was owed. Roundcube answers 403 to a token of another session. */
export function refusalOf(status: number, page: string): SmimeError {
  if (status === 401 || status === 403 || readEnvironment(page)?.task === "login") {
    return new SmimeError("webmail/signed-out", {});
  }
  return new SmimeError("webmail/changed", { missing: `answer (status ${status})` });
}
