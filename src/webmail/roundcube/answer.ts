/**
 * Roundcube's answer to an AJAX request: JSON whose `exec` is a list of calls on its own client, one a line. They are
 * read as data and never run.
 */

export interface Command {
  readonly name: string;
  readonly parameters: readonly unknown[];
}

export interface Answer {
  readonly commands: readonly Command[];
}

/** What the server shows the person about a request. */
export type Outcome =
  | { readonly kind: "confirmed" }
  | { readonly kind: "refused"; readonly reason: string }
  | { readonly kind: "signed-out" };

/** Longest reason that is passed on. */
const MAX_REASON = 300;

/** Null if the text is no such answer (a login page, a gateway's error page). */
export function readAnswer(text: string): Answer | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || !("action" in value)) return null;
    const calls = "exec" in value && typeof value.exec === "string" ? value.exec : "";
    return { commands: calls.split("\n").flatMap((line) => readCommand(line) ?? []) };
  } catch {
    return null;
  }
}

function readCommand(line: string): Command | null {
  const call = /^this\.(\w+)\((.*)\);$/.exec(line);
  if (!call) return null;
  try {
    const parameters: unknown = JSON.parse(`[${call[2]}]`);
    return Array.isArray(parameters) ? { name: call[1] ?? "", parameters } : null;
  } catch {
    return null;
  }
}

/** Confirmed only by Roundcube's own confirmation: its HTTP status is 200 whatever happened. */
export function outcomeOf(answer: Answer): Outcome {
  if (answer.commands.some(({ name }) => name === "session_error")) return { kind: "signed-out" };
  const shown = answer.commands.filter(({ name }) => name === "display_message");
  if (shown.some(({ parameters }) => parameters[1] === "confirmation")) return { kind: "confirmed" };
  const reason = shown.map(({ parameters }) => parameters[0]).find((text) => typeof text === "string");
  return { kind: "refused", reason: typeof reason === "string" ? reason.slice(0, MAX_REASON) : "" };
}

/** UIDs of the message rows an answer would add to the list, in its order. */
export function listedUids(answer: Answer): readonly string[] {
  return answer.commands
    .filter(({ name }) => name === "add_message_row")
    .map(({ parameters }) => String(parameters[0]))
    .filter((uid) => /^\d+$/.test(uid));
}
