/** A browserless visitor of the practice webmail, for tests of the rig itself and of Roundcube's own requests. */

export interface Visitor {
  get(query: string): Promise<Response>;
  post(query: string, body: BodyInit): Promise<Response>;
  /** The token of the session, which Roundcube asks for against forged requests. */
  readonly token: string;
}

function tokenOf(page: string): string {
  const token = /"request_token":"([^"]+)"/.exec(page)?.[1];
  if (token === undefined) throw new Error("This page of the webmail holds no token");
  return token;
}

/** Keeps the cookies of one session. */
class Session {
  readonly #url: string;
  readonly #jar = new Map<string, string>();

  constructor(url: string) {
    this.#url = url;
  }

  async ask(query: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set("cookie", [...this.#jar].map(([name, value]) => `${name}=${value}`).join("; "));
    const response = await fetch(`${this.#url}/${query}`, { ...init, headers, redirect: "manual" });
    for (const cookie of response.headers.getSetCookie()) {
      const [name = "", value = ""] = (cookie.split(";")[0] ?? "").split("=");
      this.#jar.set(name, value);
    }
    return response;
  }
}

/** @throws Error where the webmail does not let this person in */
export async function visit(url: string, address: string, password: string): Promise<Visitor> {
  const session = new Session(url);
  const door = tokenOf(await (await session.ask("")).text());
  const form = { _task: "login", _action: "login", _token: door, _user: address, _pass: password };
  const answer = await session.ask("?_task=login", { method: "POST", body: new URLSearchParams(form) });
  if (answer.status !== 302) throw new Error(`The webmail did not let ${address} in (${answer.status})`);
  const token = tokenOf(await (await session.ask("?_task=mail")).text());
  const headers = { "X-Roundcube-Request": token, "X-Requested-With": "XMLHttpRequest" };
  return {
    token,
    get: (query) => session.ask(query, { headers }),
    post: (query, body) => session.ask(query, { method: "POST", body, headers }),
  };
}
