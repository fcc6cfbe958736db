import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { grantHosts } from "../rig/grant-hosts.ts";
import { GRANTED } from "../rig/house.ts";
import { Lifetime } from "../rig/lifetime.ts";

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .toSorted();
}

function manifestIn(folder: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
}

describe.each(["dist/chrome", "dist/firefox"])("what the end-to-end tests run of %s", (dist) => {
  const life = new Lifetime("waxwing-granted");
  let copy = "";
  beforeAll(() => {
    copy = grantHosts(dist, life.path("copy"), GRANTED);
  });
  afterAll(() => life.end());

  it("has the files of the shipped build, byte for byte, but for the manifest", () => {
    const shipped = filesIn(dist);
    expect(shipped.length).toBeGreaterThan(8);
    expect(filesIn(copy)).toEqual(shipped);
    const differing = shipped.filter((name) => !readFileSync(join(copy, name)).equals(readFileSync(join(dist, name))));
    expect(differing).toEqual(["manifest.json"]);
  });

  it("differs in the manifest by the granted hosts alone, after those that are shipped", () => {
    const { host_permissions: granted, ...rest } = manifestIn(copy);
    const { host_permissions: shipped, ...others } = manifestIn(dist);
    expect(shipped).not.toContain("http://localhost/*");
    expect(granted).toEqual([...(shipped as readonly string[]), "http://localhost/*"]);
    expect(others).toEqual(rest);
  });
});
