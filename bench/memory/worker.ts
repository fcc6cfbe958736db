/** One operation in a browser's worker: small ones first, then, when told to, the one that is measured. */
import type { Bytes } from "../../src/smime/bytes.ts";
import { OPERATION_NAMES, operationsOf, warmUp } from "./operations.ts";

async function fetched(path: string): Promise<Bytes> {
  return new Uint8Array(await (await fetch(`/${encodeURIComponent(path)}`)).arrayBuffer());
}

async function prepare(wanted: string): Promise<() => Promise<unknown>> {
  const name = OPERATION_NAMES.find((one) => one === wanted);
  if (!name) throw new RangeError(`no operation ${wanted}`);
  const operations = operationsOf({
    key: await fetched("key"),
    certificate: await fetched("certificate"),
    authority: await fetched("authority"),
  });
  await warmUp(operations[name], await fetched(`small ${name}`));
  const input = await fetched(name);
  if ("gc" in self && typeof self.gc === "function") self.gc();
  return () => operations[name](input);
}

function say(word: string): void {
  self.postMessage(word, { transfer: [] });
}

let run: (() => Promise<unknown>) | null = null;
/** Held until the worker goes, as whoever asked for it would hold it. */
let result: unknown = null;

self.addEventListener("message", ({ data }: MessageEvent<{ readonly prepare: string } | { readonly run: true }>) => {
  const work = async (): Promise<void> => {
    if ("prepare" in data) run = await prepare(data.prepare);
    else result = await run?.();
  };
  void work().then(
    () => say(result === run ? "nothing was run" : "done"),
    (error: unknown) => say(String(error)),
  );
});
