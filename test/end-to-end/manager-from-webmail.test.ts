import type { CDPSession } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type House, houseIsPossible, openHouse } from "../rig/house.ts";
import { until } from "../rig/loopback.ts";
import { managersOf } from "../rig/manager.ts";
import type { Person } from "../rig/person.ts";

interface Context {
  readonly id: number;
  readonly origin: string;
}

describe.skipIf(!houseIsPossible)("a webmail that opens the manager", () => {
  let house: House;
  let alice: Person;
  let cdp: CDPSession;
  const contexts: Context[] = [];

  beforeAll(async () => {
    house = await openHouse({ album: "manager-from-webmail", letters: ["plain"] });
    alice = house.alice;
    await alice.logIn();
    await alice.useWaxwingHere();
    cdp = await alice.mail.context().newCDPSession(alice.mail);
    cdp.on("Runtime.executionContextCreated", ({ context }) => contexts.push(context));
    await cdp.send("Runtime.enable");
    await alice.openOnPage(house.rig.letters.plain.subject);
  });
  afterAll(() => house.end());

  const ours = () => contexts.findLast(({ origin }) => origin.includes(alice.browser.extensionId));
  /** Asks the worker as the content script does, in its own world. */
  const ask = async (request: string, body: object) => {
    const { id } = await until(() => ours() ?? null, "the content script does not run");
    const message = `{ waxwing: "request", probe: Uint8Array.of(0x57, 0x58), request: ${JSON.stringify(request)}, body: ${JSON.stringify(body)} }`;
    const expression = `chrome.runtime.sendMessage(${message}).then((answer) => JSON.stringify(answer))`;
    const { result } = await cdp.send("Runtime.evaluate", {
      contextId: id,
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    return String(result.value);
  };
  const hash = () => new URL(managersOf(alice.browser)[0]?.url() ?? "about:blank").hash;

  it("gets the tool page, in a tab of its own", async () => {
    expect(await ask("surface/open", { section: "tool" })).toContain('"reply"');
    await until(() => managersOf(alice.browser).length === 1, "the manager does not open");
    await managersOf(alice.browser)[0]?.getByText("Drop a file here").waitFor();
  });

  it("gets the composer in the same tab, however often it asks at once", async () => {
    await Promise.all([1, 2, 3, 4].map(() => ask("surface/open", { section: "compose" })));
    await until(() => hash() === "#compose", "the manager does not turn to the composer");
    await alice.mail.waitForTimeout(500);
    expect(managersOf(alice.browser)).toHaveLength(1);
  });

  it("gets nothing else, and may ask for nothing that only the manager may", async () => {
    expect(await ask("surface/open", { section: "diagnostics" })).toContain("protocol/malformed");
    for (const [request, body] of [
      ["composer/start", {}],
      ["diagnostics/read", {}],
    ] as const)
      expect(await ask(request, body)).toContain("protocol/forbidden");
    expect(hash()).toBe("#compose");
  });
});
