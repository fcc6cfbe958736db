/**
 * Gets the original of a displayed message read by the worker and shows what it found. The octets pass through here
 * sealed; plaintext never does: only the viewer's frame can turn the ticket into content.
 */
import { request } from "../protocol/client.ts";
import type { ViewerTicket } from "../protocol/protocol.ts";
import { tellThrown } from "./failure-words.ts";
import { type FailureCode, isSmimeError } from "../smime/errors.ts";
import { type MessageReport, toneOf } from "../smime/verdict/vocabulary.ts";
import type { AnswerKind, Bytes, DisplayedMessage } from "./adapter.ts";
import { mountBadge, rehearseBadge, type ShowBadge } from "./badge.tsx";
import { keepHidden } from "./keep-in-place.ts";
import { turnToShow } from "./showing.ts";
import { showViewer } from "./viewer.ts";

/** Said of a message that looks signed where its original is not to be had. */
const NO_ORIGINAL: MessageReport = {
  signature: { kind: "undetermined", claimed: null, reason: "raw-message-unavailable" },
  encryption: { kind: "none" },
  layers: [],
  checks: [],
  path: [],
  remarks: [],
};

/** Failures after which asking again can help. */
const PASSING: ReadonlySet<FailureCode> = new Set(["protocol/interrupted", "webmail/offline", "webmail/signed-out"]);

/** A page may display several messages at once; the tab has nothing to say only when the last of them goes. */
let displayed = 0;

function closed(): void {
  if (--displayed === 0) void request("message/closed", {}).catch(() => {});
}

/** Runs as long as the message is displayed. Mail without S/MIME is left alone. */
export function readMessage(message: DisplayedMessage, lifetime: AbortSignal): void {
  const show = mountBadge((host) => message.placeBadge(host), lifetime);
  displayed++;
  lifetime.addEventListener("abort", closed, { once: true });
  void check(message, show, lifetime);
}

/** Originals on their way. */
let coming = 0;
let rehearsed = false;

/** While the original is on its way there is time. The browser may have to start the worker first, which takes longest. */
function prepare(): void {
  void request("message/coming", {}).catch(() => {});
  if (!rehearsed) rehearseBadge(NO_ORIGINAL);
  rehearsed = true;
}

async function original(message: DisplayedMessage, suspected: boolean, lifetime: AbortSignal): Promise<Bytes> {
  // Not before the request for the original has left.
  if (coming++ === 0 && suspected) setTimeout(prepare);
  try {
    return await message.rawMessage(lifetime);
  } finally {
    coming--;
  }
}

async function check(message: DisplayedMessage, show: ShowBadge, lifetime: AbortSignal): Promise<void> {
  // Only where the page itself shows signs of S/MIME is there anything to announce or to complain about.
  const suspected = message.signs.length > 0;
  show({ kind: suspected ? "checking" : "nothing" });
  try {
    const raw = await original(message, suspected, lifetime);
    const { report, ticket } = await request("message/open", { raw });
    if (!isSilent(report)) await turnToShow();
    if (lifetime.aborted) return;
    showReport(report, message, show, lifetime);
    if (ticket !== null) showContent(ticket, { message, raw, show, report }, lifetime);
  } catch (error) {
    if (lifetime.aborted) return;
    show(
      suspected || isSmimeError(error, "protocol/orphaned")
        ? complaint(error, message, show, lifetime)
        : { kind: "nothing" },
    );
  }
}

function isSilent({ signature, encryption }: MessageReport): boolean {
  return toneOf(signature) === null && encryption.kind === "none";
}

function showReport(report: MessageReport, message: DisplayedMessage, show: ShowBadge, lifetime: AbortSignal): void {
  const silent = isSilent(report);
  show(silent ? { kind: "nothing" } : { kind: "report", report });
  if (!silent) keepHidden(message.signs, lifetime);
}

function complaint(
  error: unknown,
  message: DisplayedMessage,
  show: ShowBadge,
  lifetime: AbortSignal,
): Parameters<ShowBadge>[0] {
  if (isSmimeError(error, "webmail/raw-message-unavailable")) return { kind: "report", report: NO_ORIGINAL };
  const passes = isSmimeError(error) && PASSING.has(error.code);
  const retry = passes ? () => void check(message, show, lifetime) : null;
  return { kind: "failure", telling: tellThrown(error), retry };
}

interface Reading {
  readonly message: DisplayedMessage;
  readonly raw: Bytes;
  readonly show: ShowBadge;
  readonly report: MessageReport;
}

function showContent(ticket: ViewerTicket, { message, raw, show, report }: Reading, lifetime: AbortSignal): void {
  const reopen = async (): Promise<ViewerTicket | null> => {
    const opened = await request("message/open", { raw });
    if (!lifetime.aborted) showReport(opened.report, message, show, lifetime);
    return opened.ticket;
  };
  const intent = report.encryption.kind === "none" ? "sign" : "sign-and-encrypt";
  const answer = async (as: AnswerKind): Promise<void> => {
    await request("answer/wish", { raw, intent });
    await message.openNativeAnswer(as);
  };
  showViewer({ ticket, before: message.body, reopen, answer }, lifetime);
}
