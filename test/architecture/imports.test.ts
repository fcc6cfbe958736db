import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { relative } from "node:path";
import { cruise, type ICruiseResult, type IModule } from "dependency-cruiser";
import { beforeAll, describe, expect, it } from "vitest";
import { ENTRIES, mayImport, ROOMS, roomOf, targetOf } from "./rooms.ts";

const SOURCE = /^src\/.*(?<!\.d)\.tsx?$/;

async function graphOf(...folders: string[]): Promise<readonly IModule[]> {
  const { output } = await cruise(folders, {
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    doNotFollow: { path: ["node_modules"] },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types", "default"] },
    ruleSet: { forbidden: [{ name: "no-circular", severity: "error", from: {}, to: { circular: true } }] },
    validate: true,
  });
  if (typeof output === "string") throw new Error(output);
  return (output satisfies ICruiseResult).modules;
}

interface Breach {
  readonly from: string;
  readonly to: string;
}

function breachesIn(modules: readonly IModule[], roomOfModule: (path: string) => string | null): Breach[] {
  const found: Breach[] = [];
  for (const module of modules.filter(({ source }) => SOURCE.test(source))) {
    const from = roomOfModule(module.source);
    for (const { resolved, dependencyTypes } of module.dependencies) {
      const to = dependencyTypes.includes("core") ? "node" : targetOf(resolved);
      if (resolved.endsWith(".css") || (resolved.endsWith(".json") && from === to)) continue;
      if (from === null || to === null || !mayImport(from, to)) found.push({ from: module.source, to: resolved });
    }
  }
  return found;
}

describe("the house", () => {
  let modules: readonly IModule[];
  beforeAll(async () => {
    modules = await graphOf("src");
  });

  it("sees every room and most modules", () => {
    const seen = modules.filter(({ source }) => SOURCE.test(source));
    expect(seen.length).toBeGreaterThan(100);
    expect(new Set(seen.map(({ source }) => roomOf(source)))).toEqual(new Set(Object.keys(ROOMS)));
    expect(seen.flatMap(({ dependencies }) => dependencies).length).toBeGreaterThan(300);
  });

  it("resolves every import", () => {
    const unresolved = modules.flatMap(({ source, dependencies }) =>
      dependencies.filter(({ couldNotResolve }) => couldNotResolve).map(({ module }) => `${source} → ${module}`),
    );
    expect(unresolved.filter((line) => !line.endsWith("?inline"))).toEqual([]);
  });

  it("imports only what is written down", () => {
    expect(breachesIn(modules, roomOf)).toEqual([]);
  });

  it("has no import cycles, type imports included", () => {
    const cycles = modules.flatMap(({ source, dependencies }) =>
      dependencies.filter(({ circular }) => circular).map(({ resolved }) => `${source} ↔ ${resolved}`),
    );
    expect(cycles).toEqual([]);
  });

  it("has no orphans", () => {
    const orphans = modules
      .filter(({ source, dependents }) => SOURCE.test(source) && dependents.length === 0)
      .map(({ source }) => source);
    expect(orphans.toSorted()).toEqual(ENTRIES.toSorted());
  });

  it("catches a planted breach, a planted cycle and a stranger", async () => {
    const folder = mkdtempSync("src/smime/verdict/.planted-");
    try {
      writeFileSync(
        `${folder}/one.ts`,
        'import "../../../vault/two.ts";\nimport { two } from "./two.ts";\nexport const one = two;\n',
      );
      writeFileSync(
        `${folder}/two.ts`,
        'import type { one } from "./one.ts";\nimport { x } from "fast-check";\nexport const two: typeof one = x;\n',
      );
      const planted = await graphOf(relative(".", folder));
      const breaches = breachesIn(planted, roomOf).map(({ to }) => to);
      expect(breaches).toContainEqual(expect.stringContaining("vault/two.ts"));
      expect(breaches).toContainEqual(expect.stringContaining("fast-check"));
      expect(planted.some(({ dependencies }) => dependencies.some(({ circular }) => circular))).toBe(true);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
