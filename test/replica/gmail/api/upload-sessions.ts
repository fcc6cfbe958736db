/**
 * Resumable uploads (developers.google.com/workspace/gmail/api/guides/uploads): a session is opened with what is to be
 * known of the message, filled by PUT, asked by an empty PUT with a Content-Range without one, and answers alike once it
 * is complete.
 */
import { randomBytes } from "node:crypto";
import { type Answered, type Asked, CUT, textOf } from "./exchange.ts";
import type { Trouble } from "./messages.ts";

export interface Upload {
  readonly raw: Buffer;
  readonly threadId: string | null;
}

export interface Opening {
  readonly threadId: string | null;
  /** Null: not announced. */
  readonly length: number | null;
}

/** Null for what opens no upload of a message. */
export function readOpening(asked: Asked): Opening | null {
  const type = textOf(asked.headers, "x-upload-content-type");
  const length = textOf(asked.headers, "x-upload-content-length");
  if (!/^message\/\S+$/.test(type) || !/^\d*$/.test(length)) return null;
  if (asked.body.length === 0) return { threadId: null, length: length === "" ? null : Number(length) };
  if (!/^application\/json\b/.test(textOf(asked.headers, "content-type"))) return null;
  const { threadId = null } = JSON.parse(asked.body.toString("utf8")) as { threadId?: string };
  return { threadId, length: length === "" ? null : Number(length) };
}

interface Session extends Opening {
  readonly owner: string;
  received: Buffer;
  /** What completing it was answered with. */
  done: Answered | null;
  /** Answers nobody. */
  dead: boolean;
}

/** All but the last piece of an upload are multiples of this. */
const PIECE = 256 * 1024;

function plain(status: number, body: string, headers: Readonly<Record<string, string>> = {}): Answered {
  return { status, headers: { "content-type": "text/plain; charset=utf-8", ...headers }, body };
}

/** Google's own 308, or what stands for it where the client asked not to have it. */
function incomplete(asked: Asked, received: number): Answered {
  const range: Record<string, string> = received === 0 ? {} : { range: `bytes=0-${received - 1}` };
  return textOf(asked.headers, "x-guploader-no-308") === "yes"
    ? plain(200, "", { ...range, "x-http-status-code-override": "308" })
    : plain(308, "", range);
}

interface Piece {
  /** Null: a question. */
  readonly from: number | null;
  readonly total: number | null;
}

function pieceOf(asked: Asked): Piece | null {
  const range = textOf(asked.headers, "content-range");
  if (range === "") return { from: 0, total: asked.body.length };
  const [, first, last, total] = /^bytes (?:(\d+)-(\d+)|\*)\/(\d+|\*)$/.exec(range) ?? [];
  if (total === undefined) return null;
  const whole = total === "*" ? null : Number(total);
  if (first === undefined) return { from: null, total: whole };
  return Number(last) - Number(first) + 1 === asked.body.length ? { from: Number(first), total: whole } : null;
}

export class UploadSessions {
  readonly #sessions = new Map<string, Session>();
  /** Where pieces began that did not begin a message. */
  readonly resumedFrom: number[] = [];

  open(url: URL, owner: string, opening: Opening): Answered {
    const id = randomBytes(48).toString("base64url");
    this.#sessions.set(id, { ...opening, owner, received: Buffer.alloc(0), done: null, dead: false });
    const location = new URL(url);
    location.searchParams.set("upload_id", id);
    return plain(200, "", { location: location.href, "x-guploader-uploadid": id });
  }

  mend(): void {
    for (const session of this.#sessions.values()) session.dead = false;
  }

  answer(
    asked: Asked,
    owner: string,
    trouble: Trouble | null,
    finish: (upload: Upload) => Answered,
  ): Answered | typeof CUT {
    const id = asked.url.searchParams.get("upload_id") ?? "";
    const session = this.#sessions.get(id);
    if (session === undefined || session.owner !== owner || asked.method !== "PUT") return plain(404, "Not Found");
    if (session.dead || trouble === "cut-before") return CUT;
    if (trouble === "cut-half" || trouble === "unavailable") {
      // What was stored is stored in whole pieces.
      const arrived = asked.body.length >> 1;
      session.received = asked.body.subarray(0, arrived - (arrived % PIECE));
      return CUT;
    }
    const answer = this.#take(session, asked, finish);
    if (trouble === "session-lost") this.#sessions.delete(id);
    session.dead = trouble === "cut-after";
    return trouble === null ? answer : CUT;
  }

  #take(session: Session, asked: Asked, finish: (upload: Upload) => Answered): Answered {
    if (session.done !== null) return session.done;
    const piece = pieceOf(asked);
    if (piece === null) return plain(400, "Failed to parse Content-Range header.");
    const { from, total } = piece;
    if (from === null || from > session.received.length) return incomplete(asked, session.received.length);
    const received = Buffer.concat([session.received.subarray(0, from), asked.body]);
    const whole = total !== null && received.length === total;
    if (!whole && received.length % PIECE !== 0) return plain(400, `Pieces are multiples of ${PIECE} octets.`);
    session.received = received;
    if (from > 0) this.resumedFrom.push(from);
    if (!whole) return incomplete(asked, received.length);
    if (session.length !== null && session.length !== total) return plain(400, "The length is not the announced one.");
    session.done = finish({ raw: received, threadId: session.threadId });
    return session.done;
  }
}
