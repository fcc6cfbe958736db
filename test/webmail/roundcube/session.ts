/** A person signed in to the rig's Roundcube without a browser: cookies kept by hand, so that the requests run in Node. */
import { readEnvironment } from "../../../src/webmail/roundcube/environment.ts";
import type { Server } from "../../../src/webmail/roundcube/server.ts";
import { MAIL_PASSWORD } from "../../rig/rig.ts";

export interface Session extends Server {
  readonly signOut: () => Promise<void>;
  readonly page: (query: string) => Promise<string>;
}

export async function signIn(url: string, address: string): Promise<Session> {
  const jar = new Map<string, string>();
  const base = `${url}/`;
  const fetchWithCookies = async (target: string, init: RequestInit): Promise<Response> => {
    const headers = new Headers(init.headers);
    headers.set("cookie", [...jar].map((pair) => pair.join("=")).join("; "));
    const response = await fetch(new URL(target, base), { ...init, headers, redirect: "manual" });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      jar.set(name, value);
    }
    const next = response.headers.get("location");
    return response.status === 302 && next !== null ? fetchWithCookies(new URL(next, base).href, {}) : response;
  };
  const page = async (query: string) => (await fetchWithCookies(`${base}?${query}`, {})).text();
  const door = readEnvironment(await page("_task=login"));
  const credentials = {
    _token: door?.token ?? "",
    _task: "login",
    _action: "login",
    _user: address,
    _pass: MAIL_PASSWORD,
  };
  const home = await fetchWithCookies(`${base}?_task=login`, {
    method: "POST",
    body: new URLSearchParams(credentials),
  });
  const token = readEnvironment(await home.text())?.token ?? "";
  const signOut = async () => {
    await page(`_task=logout&_token=${token}`);
  };
  return { base, token, fetch: fetchWithCookies, page, signOut };
}
