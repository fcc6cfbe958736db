import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lookUp } from "../../../src/background/look-up/looking-up.ts";
import { ownerNamesOf } from "../../../src/background/look-up/owner-name.ts";
import { http2Fetch } from "../../rig/http2-fetch.ts";
import { Lifetime } from "../../rig/lifetime.ts";
import { namedIsThere, type NameServer, RESOLVER, RESOLVER_HOST, startNameServer } from "../../rig/named.ts";
import { authority, correspondent } from "../made-worker.ts";

const ca = await authority();
const [bob, carol] = await Promise.all(
  ["bob@example.org", "carol@example.org"].map((address) => correspondent(ca, address)),
);

async function ownerOf(address: string): Promise<string> {
  const [name = ""] = (await ownerNamesOf(address)).names;
  return name.replace(/\.example\.org$/, "");
}

describe.skipIf(!namedIsThere)("a look-up at BIND", () => {
  const life = new Lifetime("waxwing-named");
  let server: NameServer;
  let asking: Parameters<typeof lookUp>[1];

  beforeAll(async () => {
    const whole = { usage: 3, selector: 0, matching: 0 };
    const [bobs, carols, digest] = await Promise.all(
      ["bob", "carol", "dora"].map((name) => ownerOf(`${name}@example.org`)),
    );
    server = await startNameServer(life, [
      { ...whole, owner: bobs ?? "", content: bob?.certificate.der ?? new Uint8Array(0) },
      { ...whole, owner: bobs ?? "", usage: 2, content: ca.certificate.der },
      { ...whole, owner: carols ?? "", usage: 1, content: carol?.certificate.der ?? new Uint8Array(0) },
      { ...whole, owner: digest ?? "", matching: 1, content: new Uint8Array(32) },
    ]);
    asking = { fetch: http2Fetch(server.port, RESOLVER_HOST, server.certificate), resolver: RESOLVER };
  });
  afterAll(() => life.end());

  it("finds what the zone publishes, and hears that DNSSEC proved it", async () => {
    const { certificates, from } = await lookUp("bob@example.org", asking);
    expect(certificates.map(({ der }) => der)).toEqual([bob?.certificate.der, ca.certificate.der]);
    expect(from).toEqual({ domain: "example.org", resolver: RESOLVER_HOST, authenticated: true });
    expect((await lookUp("carol@example.org", asking)).certificates).toHaveLength(1);
    expect(server.asked().at(-1)).toContain(`${await ownerOf("carol@example.org")}.example.org IN SMIMEA`);
  });

  it("hears that there is nothing, nothing usable, or nobody to ask", async () => {
    await expect(lookUp("nobody@example.org", asking)).rejects.toMatchObject({ code: "look-up/no-record" });
    await expect(lookUp("dora@example.org", asking)).rejects.toMatchObject({ code: "look-up/nothing-usable" });
    await expect(lookUp("bob@example.com", asking)).rejects.toMatchObject({ code: "look-up/domain-silent" });
  });
});
