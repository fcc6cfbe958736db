/** The octets of a message as delivered, by Gmail's own "download original". */
import { SmimeError } from "../../smime/errors.ts";
import type { Bytes } from "../adapter.ts";

/** A browser refuses messages between its own processes from 64 MiB on. */
export const MAX_RAW_MESSAGE = 60 * 1024 * 1024;

/** Requests at a time: a long conversation opens all at once. */
const MOST_REQUESTS = 4;

export interface Originals {
  readonly origin: string;
  /** "/mail/u/0/" */
  readonly account: string;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** The same message by the worker, where the browser does not let the page read the answer. @throws SmimeError */
  readonly byWorker: (account: string, message: string) => Promise<Bytes>;
}

function addressOf({ origin, account }: Originals, message: string): string {
  return `${origin}${account}?view=att&th=${message}&attid=0&disp=comp&safe=1&zw&cacheCounter=${Date.now()}`;
}

/** RFC 5322 section 2.2: a message begins with a field. A page does not, whatever it calls itself. */
function beginsWithField(octets: Bytes): boolean {
  return /^[!-9;-~]+[ \t]*:/.test(new TextDecoder("latin1").decode(octets.subarray(0, 1_000)));
}

/** @throws SmimeError webmail/too-large, webmail/signed-out, webmail/raw-message-unavailable */
async function octetsOf(response: Response): Promise<Bytes> {
  const { status } = response;
  if (response.url.startsWith("https://accounts.google.com/")) throw new SmimeError("webmail/signed-out", {});
  if (!response.ok || /html/i.test(response.headers.get("content-type") ?? ""))
    throw new SmimeError("webmail/raw-message-unavailable", { status });
  const announced = Number(response.headers.get("content-length") ?? 0);
  // In Firefox the buffer belongs to the page, and its octets can only be had by cloning it into this script's world.
  const octets = announced > MAX_RAW_MESSAGE ? null : new Uint8Array(structuredClone(await response.arrayBuffer()));
  const size = octets?.length ?? announced;
  if (octets === null || size > MAX_RAW_MESSAGE) {
    void response.body?.cancel().catch(() => undefined);
    throw new SmimeError("webmail/too-large", { size, limit: MAX_RAW_MESSAGE });
  }
  if (!beginsWithField(octets)) throw new SmimeError("webmail/raw-message-unavailable", { status });
  return octets;
}

/** A session that ended is sent elsewhere to sign in, which neither the page nor the worker may follow. */
async function isSignedOut({ origin, account, fetch }: Originals): Promise<boolean> {
  try {
    const response = await fetch(`${origin}${account}`, { cache: "no-store", redirect: "manual" });
    return response.type === "opaqueredirect";
  } catch {
    return false;
  }
}

async function fetchByWorker(originals: Originals, message: string): Promise<Bytes> {
  try {
    return await originals.byWorker(originals.account, message);
  } catch (error) {
    const offline = error instanceof SmimeError && error.code === "webmail/offline";
    if (offline && (await isSignedOut(originals))) throw new SmimeError("webmail/signed-out", {}, { cause: error });
    throw error;
  }
}

async function fetchNow(originals: Originals, message: string, signal: AbortSignal): Promise<Bytes> {
  let response: Response;
  try {
    // A cached redirect leads to an answer that only another origin's page may not read: hence never from the cache.
    response = await originals.fetch(addressOf(originals, message), { cache: "no-store", signal });
  } catch {
    signal.throwIfAborted();
    return await fetchByWorker(originals, message);
  }
  try {
    return await octetsOf(response);
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof SmimeError ? error : new SmimeError("webmail/offline", {}, { cause: error });
  }
}

let running = 0;
const waiting: (() => void)[] = [];

async function turn(): Promise<void> {
  if (running >= MOST_REQUESTS) await new Promise<void>((go) => waiting.push(go));
  running++;
}

function done(): void {
  running--;
  waiting.shift()?.();
}

/**
 * Errors, sign-in pages and whatever else is HTML are no message.
 * @throws SmimeError webmail/raw-message-unavailable, webmail/signed-out, webmail/too-large, webmail/offline
 */
export async function fetchRawMessage(originals: Originals, message: string, signal: AbortSignal): Promise<Bytes> {
  await turn();
  try {
    signal.throwIfAborted();
    return await fetchNow(originals, message, signal);
  } finally {
    done();
  }
}
