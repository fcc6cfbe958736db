/** Stands in for src/protocol/client.ts in a page under test: every request goes to the test, which plays the worker. */
import type { Announcements, Body, Reply, RequestName } from "../../../src/protocol/protocol.ts";
import { type FailureCode, SmimeError, type SmimeFailures } from "../../../src/smime/errors.ts";

export type StageAnswer =
  | { readonly reply: unknown }
  | { readonly failure: { readonly code: FailureCode; readonly detail: SmimeFailures[FailureCode] } };

declare global {
  /** Exposed by the test. Octets travel as their length alone. */
  function askStage(name: string, body: string): Promise<StageAnswer>;
}

function withoutOctets(_key: string, value: unknown): unknown {
  return value instanceof Uint8Array ? { octets: value.length } : value;
}

export async function request<K extends RequestName>(name: K, body: Body<K>): Promise<Reply<K>> {
  const answer = await globalThis.askStage(name, JSON.stringify(body, withoutOctets));
  if ("failure" in answer) throw new SmimeError(answer.failure.code, answer.failure.detail);
  return answer.reply as Reply<K>;
}

export function onAnnouncement<K extends keyof Announcements>(
  name: K,
  listener: (body: Announcements[K]) => void,
  signal: AbortSignal,
): void {
  const hear = (event: Event): void => {
    if (event instanceof CustomEvent) listener(event.detail);
  };
  window.addEventListener(`announcement:${name}`, hear, { signal });
}
