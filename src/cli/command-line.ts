/** One command line, from its words to what is printed; the process itself is `main.ts`. */
import { isSmimeError } from "../smime/errors.ts";
import { UsageError } from "./arguments.ts";
import { certs, p12 } from "./contents.ts";
import { open } from "./open.ts";
import { path } from "./path.ts";
import { encrypt, sign } from "./seal.ts";

type Command = (words: readonly string[]) => Promise<object>;

const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ["open", open],
  ["path", path],
  ["p12", p12],
  ["sign", sign],
  ["encrypt", encrypt],
  ["certs", certs],
]);

const USAGE = `usage: waxwing ${[...COMMANDS.keys()].join("|")} [options] FILE`;

export interface Outcome {
  readonly status: 0 | 1 | 2;
  readonly output: Uint8Array | string;
  readonly complaint: string;
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function failure(error: unknown): Outcome {
  if (error instanceof UsageError) return { status: 2, output: "", complaint: `waxwing: ${error.message}\n` };
  const told = isSmimeError(error)
    ? { code: error.code, detail: error.detail }
    : { code: "internal/fault", detail: { where: "cli" } };
  return { status: 1, output: json({ error: told }), complaint: "" };
}

/** Runs one command line without touching the process. */
export async function run(words: readonly string[]): Promise<Outcome> {
  const [name = "", ...rest] = words;
  const command = COMMANDS.get(name);
  if (!command) return { status: 2, output: "", complaint: `${USAGE}\n` };
  try {
    const result = await command(rest);
    return { status: 0, output: result instanceof Uint8Array ? result : json(result), complaint: "" };
  } catch (error) {
    return failure(error);
  }
}
