/** Reads what the webmail's side reports about the copies it was handed. */
import type { TransportStep } from "../../protocol/protocol.ts";
import { failureOf } from "../ui/sentences.ts";
import type { SendEvent } from "./send-flow.ts";

function isStep(value: unknown): value is TransportStep {
  return value === "filing" || value === "comparing" || value === "sending" || value === "cleaning";
}

/** What the webmail's side says, as an event. Null for anything else. */
export function eventFrom(data: unknown): SendEvent | null {
  if (typeof data !== "object" || data === null || !("kind" in data)) return null;
  if (data.kind === "progress" && "step" in data && isStep(data.step))
    return { kind: "progress", transport: data.step };
  if (data.kind === "sent" && "copy" in data && typeof data.copy === "number")
    return { kind: "copy-sent", copy: data.copy };
  if (data.kind === "send-failed" && "failure" in data)
    return { kind: "copy-failed", failure: failureOf(data.failure) };
  return null;
}
