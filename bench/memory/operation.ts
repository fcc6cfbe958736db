/**
 * One operation in a process of its own, on a file: prints by how many octets the process's peak rose above what it held
 * before, with the input in memory.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Bytes } from "../../src/smime/bytes.ts";
import { resetHighWater, residentMemory } from "./high-water.ts";
import { OPERATION_NAMES, operationsOf, warmUp } from "./operations.ts";

const [folder = "", wanted = ""] = process.argv.slice(2);
const file = (path: string): Bytes => new Uint8Array(readFileSync(join(folder, path)));
const name = OPERATION_NAMES.find((one) => one === wanted);
if (!name) throw new RangeError(`no operation ${wanted}`);
const operations = operationsOf({
  key: file("key"),
  certificate: file("certificate"),
  authority: file("authority"),
});
await warmUp(operations[name], file(`small ${name}`));
const input = file(name);
globalThis.gc?.();
resetHighWater("self");
const before = residentMemory("self", "VmRSS");
const result = await operations[name](input);
console.log(residentMemory("self", "VmHWM") - before);
if (result === input) throw new Error("the operation did nothing");
