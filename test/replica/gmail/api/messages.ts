/** `users.messages.send` by the three ways of upload, and `users.messages.get` with `format=raw`. */
import { type Account, headerOf, plainSubject, type PostOffice } from "../mailbox.ts";
import { type Answered, apiError, type Asked, CUT, json, textOf } from "./exchange.ts";
import { type Grant, READ_SCOPE, SEND_SCOPE } from "./oauth.ts";
import { faultOf } from "./submission.ts";
import { readOpening, type Upload, UploadSessions } from "./upload-sessions.ts";
import { delivered, type Delivery, recipientsOf } from "./wire.ts";

/** Octets of one upload. */
const LIMIT = 35 * 1024 * 1024;

/** What goes wrong with the next message, and whether it leaves all the same. */
export type Trouble =
  | "expired"
  | "scope"
  | "domain-policy"
  | "rate"
  | "user-rate"
  | "too-large"
  /** The octets arrive in part, and 503 is the answer. */
  | "unavailable"
  | "cut-before"
  /** Half of the octets arrive. */
  | "cut-half"
  /** The message leaves, the answer does not, and the upload answers nobody until `mend`. */
  | "cut-after"
  /** The message leaves and its answer does not; questions are answered. */
  | "answer-lost"
  /** The same, and the upload is forgotten. */
  | "session-lost";

const REFUSALS: Readonly<Partial<Record<Trouble, Answered>>> = {
  expired: apiError(401, "authError", "Invalid Credentials"),
  "domain-policy": apiError(403, "domainPolicy", "The domain administrators have disabled Gmail apps."),
  rate: apiError(429, "rateLimitExceeded", "Too many concurrent requests for user"),
  "user-rate": apiError(403, "userRateLimitExceeded", "User Rate Limit Exceeded"),
  "too-large": tooLarge(),
  unavailable: apiError(503, "backendError", "Backend Error"),
  scope: insufficient(),
};

function insufficient(): Answered {
  const details = [{ "@type": "type.googleapis.com/google.rpc.ErrorInfo", reason: "ACCESS_TOKEN_SCOPE_INSUFFICIENT" }];
  return apiError(403, "insufficientPermissions", "Request had insufficient authentication scopes.", { details });
}

/** These wait for the message itself where its upload has to be opened first. */
const LATE: ReadonlySet<Trouble> = new Set([
  "unavailable",
  "cut-before",
  "cut-half",
  "cut-after",
  "answer-lost",
  "session-lost",
]);

function tooLarge(): Answered {
  return { status: 413, headers: { "content-type": "text/html" }, body: "<title>Error 413</title>" };
}

function notFound(): Answered {
  return apiError(404, "notFound", "Requested entity was not found.");
}

function unsupported(): Answered {
  return apiError(400, "badRequest", "Media type is not supported.");
}

/** The two parts of a multipart upload; null where it is not one (developers.google.com/gmail/api/guides/uploads). */
function multipartUpload(asked: Asked): Upload | null {
  const type = textOf(asked.headers, "content-type");
  const boundary = /^multipart\/related;.*\bboundary="?([^";]+)"?/i.exec(type)?.[1];
  if (boundary === undefined) return null;
  const text = `\r\n${asked.body.toString("latin1")}`;
  const pieces = text.split(`\r\n--${boundary}`);
  const [, first = "", second = ""] = pieces;
  if (pieces.length !== 4 || !pieces[3]?.startsWith("--")) return null;
  if (!/^\r\nContent-Type: application\/json\b/i.test(first)) return null;
  if (!/^\r\nContent-Type: message\/rfc822\r\n\r\n/i.test(second)) return null;
  const { threadId = null } = JSON.parse(first.slice(first.indexOf("\r\n\r\n") + 4)) as { threadId?: string };
  return { raw: Buffer.from(second.slice(second.indexOf("\r\n\r\n") + 4), "latin1"), threadId };
}

function uploadOf(asked: Asked): Upload | null {
  const kind = asked.url.searchParams.get("uploadType");
  if (kind === "multipart") return multipartUpload(asked);
  const plain = textOf(asked.headers, "content-type") === "message/rfc822";
  return kind === "media" && plain ? { raw: asked.body, threadId: null } : null;
}

/** The conversation asked for, if the message answers one of its messages under the same subject. */
function fittingThread(account: Account, raw: Buffer, threadId: string): string | null {
  const thread = account.thread(threadId);
  const references = `${headerOf(raw, "references")} ${headerOf(raw, "in-reply-to")}`;
  const answers = thread.some((message) => references.includes(headerOf(message.raw, "message-id")));
  const subject = plainSubject(raw);
  const same = thread.some((message) => plainSubject(message.raw) === subject);
  return answers && same ? threadId : null;
}

export class Messages {
  readonly #office: PostOffice;
  /** What went over the wire, in order. */
  readonly wire: Delivery[] = [];
  /** What was submitted, in order, and by which way. */
  readonly submitted: { readonly raw: Buffer; readonly way: string }[] = [];
  readonly #troubles: Trouble[] = [];
  readonly #sessions = new UploadSessions();
  /** Multiparts are built anew on the wire. */
  repack = true;

  constructor(office: PostOffice) {
    this.#office = office;
  }

  /** The next messages meet these, in order. */
  expect(...troubles: readonly Trouble[]): void {
    this.#troubles.push(...troubles);
  }

  get resumedFrom(): readonly number[] {
    return this.#sessions.resumedFrom;
  }

  /** Uploads that answered nobody since they were cut answer again. */
  mend(): void {
    this.#sessions.mend();
  }

  #trouble(which: (trouble: Trouble) => boolean): Trouble | null {
    const [next] = this.#troubles;
    return next !== undefined && which(next) ? (this.#troubles.shift() ?? null) : null;
  }

  send(asked: Asked, grant: Grant): Answered | typeof CUT {
    const resumable = asked.url.searchParams.get("uploadType") === "resumable";
    if (resumable && asked.url.searchParams.has("upload_id")) return this.#continue(asked, grant);
    const trouble = this.#trouble((next) => !resumable || !LATE.has(next));
    const refusal = trouble === null ? undefined : REFUSALS[trouble];
    if (refusal !== undefined) return refusal;
    if (trouble === "cut-before") return CUT;
    if (!grant.scopes.includes(SEND_SCOPE)) return insufficient();
    if (asked.body.length > LIMIT) return tooLarge();
    if (resumable) return this.#open(asked, grant);
    const upload = uploadOf(asked);
    const answer = upload === null ? unsupported() : this.#accept(upload, asked, grant);
    return trouble === null ? answer : CUT;
  }

  #open(asked: Asked, { account }: Grant): Answered {
    const opening = readOpening(asked);
    if (opening === null) return unsupported();
    if (opening.length !== null && opening.length > LIMIT) return tooLarge();
    const { threadId } = opening;
    if (threadId !== null && account.thread(threadId).length === 0) return notFound();
    return this.#sessions.open(asked.url, account.address, opening);
  }

  #continue(asked: Asked, grant: Grant): Answered | typeof CUT {
    const trouble = asked.body.length > 0 ? this.#trouble((next) => LATE.has(next)) : null;
    const finish = (upload: Upload): Answered => this.#accept(upload, asked, grant);
    const answer = this.#sessions.answer(asked, grant.account.address, trouble, finish);
    return trouble === "unavailable" ? (REFUSALS.unavailable ?? CUT) : answer;
  }

  #accept({ raw, threadId }: Upload, asked: Asked, { account }: Grant): Answered {
    const fault = faultOf(raw);
    if (fault !== null) return apiError(400, "invalidArgument", `The replica found ${fault}`);
    if (threadId !== null && account.thread(threadId).length === 0) return notFound();
    this.submitted.push({ raw, way: asked.url.searchParams.get("uploadType") ?? "" });
    const thread = threadId === null ? null : fittingThread(account, raw, threadId);
    const filed = account.file(raw, ["SENT"], thread);
    for (const to of recipientsOf(raw)) this.#carry(raw, account, to, filed.labels);
    return json(200, { id: filed.id, threadId: filed.threadId, labelIds: [...filed.labels] });
  }

  /** Mail to oneself goes nowhere: the one message is in the inbox too. */
  #carry(raw: Buffer, from: Account, to: string, labels: Set<string>): void {
    if (this.#office.account(to) === from) return void labels.add("INBOX");
    const copy = delivered(raw, from.address, to, this.repack);
    this.wire.push(copy);
    this.#office.deliver(copy.raw, [to]);
  }

  get(id: string, asked: Asked, grant: Grant): Answered {
    if (!grant.scopes.includes(READ_SCOPE)) return insufficient();
    const message = grant.account.message(id);
    if (message === null) return notFound();
    if (asked.url.searchParams.get("format") !== "raw") return apiError(400, "badRequest", "Only raw is made here.");
    const { threadId, labels, receivedAt, raw } = message;
    return json(200, {
      id,
      threadId,
      labelIds: [...labels],
      internalDate: String(receivedAt),
      sizeEstimate: raw.length,
      raw: Buffer.from(raw).toString("base64url"),
    });
  }
}
