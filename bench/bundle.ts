/** A worker of a measurement as one classic script. */
import { build, type Rollup } from "vite";

function isChunk(file: Rollup.OutputAsset | Rollup.OutputChunk): file is Rollup.OutputChunk {
  return file.type === "chunk";
}

export async function bundle(entry: URL): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    build: { write: false, target: "es2023", lib: { entry: entry.pathname, formats: ["iife"], name: "bench" } },
  });
  const [output] = Array.isArray(result) ? result : [result];
  const chunk = output && "output" in output ? output.output.find(isChunk) : undefined;
  if (!chunk) throw new Error("Vite made no script");
  return chunk.code;
}
