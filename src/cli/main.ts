/**
 * `waxwing`: the engine on the command line. It reads files, calls the engine and prints what it says; it decides
 * nothing of its own, and a person never sees a stack trace.
 */
import { run } from "./command-line.ts";

const { status, output, complaint } = await run(process.argv.slice(2));
process.exitCode = status;
// A reader that closed the pipe early wants no more of it.
process.stdout.on("error", () => undefined);
process.stderr.write(complaint);
process.stdout.write(output);
