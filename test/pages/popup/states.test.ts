import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { firstRun, furnished, withCertificateFile, withKeyFile } from "../stage/popup-script.ts";
import { handedOn, unfinished } from "../stage/frame-script.ts";
import { openedTheatre } from "../stage/opened-theatre.ts";
import { POPUP_SIZES } from "../stage/sizes.ts";
import { expectSound } from "../stage/sound.ts";
import { refuseWith, type Script, theatreIsPossible } from "../stage/theatre.ts";

const KEY_FILE = { name: "alice.p12", mimeType: "application/x-pkcs12", buffer: Buffer.from("key file") };

async function chooseKey(page: Page): Promise<void> {
  await page.locator("input[type=file][accept*='.p12']").setInputFiles(KEY_FILE);
}

describe.skipIf(!theatreIsPossible)("the popup in Chromium", () => {
  const theatre = openedTheatre();

  const show = (script: Script, path = "", width = 380, dark = false): Promise<Page> =>
    theatre.show(`pages/popup/index.html${path}`, { script, width, dark });

  describe.each(POPUP_SIZES)("$name", ({ name, path, width, dark }) => {
    it("shows the drop zone first while there is no key", async () => {
      const page = await show(firstRun, path, width, dark);
      await page.getByText("Drop your .p12 file here").waitFor();
      await expectSound(page, `popup-first-run-${name}`);
    });

    it("shows keys, people, authorities and sites", async () => {
      const page = await show(furnished, path, width, dark);
      await page.getByRole("heading", { name: "Mine" }).waitFor();
      for (const title of ["People", "Authorities", "Sites", "Settings"])
        await page.getByRole("heading", { name: title }).click();
      await page.locator(".row-title", { hasText: "carol@clinic.example" }).click();
      await expectSound(page, `popup-furnished-${name}`);
      if (path === "") expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(560);
    });

    it("shows what is unfinished, where it was begun, and what can be done", async () => {
      const letters = [
        unfinished,
        handedOn,
        { ...unfinished, id: "3", place: null, open: true },
        { ...unfinished, id: "4", discarded: true },
      ];
      const page = await show({ ...furnished, "unfinished/list": { letters, locked: false } }, path, width, dark);
      const card = page.getByRole("region", { name: "Unfinished letters" });
      await card.getByText("being written now", { exact: false }).waitFor();
      expect(await card.getByRole("button", { name: /^Continue / }).count()).toBe(2);
      await card.getByText("Discarded today: 1").click();
      expect(await card.getByRole("button", { name: /^Undo / }).count()).toBe(1);
      await expectSound(page, `popup-unfinished-${name}`);
    });

    it("unlocks", async () => {
      const page = await show(
        { ...furnished, "vault/state": { kind: "locked" }, "vault/unlock": refuseWith("vault/wrong-passphrase", {}) },
        path,
        width,
        dark,
      );
      await page.getByLabel("Passphrase", { exact: true }).fill("open");
      await page.getByRole("button", { name: "Unlock" }).click();
      await page.getByText("That is not your passphrase.").waitFor();
      await expectSound(page, `popup-wrong-passphrase-${name}`);
    });
  });

  it("discards an unfinished letter and takes that back; continues one in the manager", async () => {
    const asked: string[] = [];
    let discarded = false;
    const page = await show({
      ...furnished,
      "unfinished/list": () => ({ letters: [{ ...unfinished, discarded }], locked: false }),
      "unfinished/discard": ({ letter }) => {
        asked.push(`discard ${letter}`);
        discarded = true;
        return {};
      },
      "unfinished/restore": ({ letter }) => {
        asked.push(`restore ${letter}`);
        discarded = false;
        return {};
      },
    });
    await page.getByRole("button", { name: "Discard the letter to Bob Baker" }).click();
    await page.getByRole("button", { name: "Undo discarding to Bob Baker" }).click();
    await page.getByRole("button", { name: "Continue the letter to Bob Baker" }).waitFor();
    expect(asked).toEqual([`discard ${unfinished.id}`, `restore ${unfinished.id}`]);
  });

  it("names no unfinished letter while the keys are locked", async () => {
    const page = await show({
      ...furnished,
      "vault/state": { kind: "locked" },
      "unfinished/list": { letters: [{ ...unfinished, opening: null }], locked: true },
    });
    await page.getByText("Unlock to see it").waitFor();
    expect(await page.getByRole("button", { name: /^Continue / }).isDisabled()).toBe(true);
    await expectSound(page, "popup-unfinished-locked");
  });

  it("imports a key: password, preview, passphrase, authority", async () => {
    const page = await show(withKeyFile);
    await chooseKey(page);
    await page.getByLabel("Password of this file").fill("wrong");
    await page.getByRole("button", { name: "Open", exact: true }).click();
    await page.getByText("Wrong password for this file.").waitFor();
    await expectSound(page, "popup-import-wrong-password");

    await page.getByLabel("Password of this file").fill("sesame");
    await page.keyboard.press("Enter");
    await page.getByText("This file holds your key").waitFor();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Too short").waitFor();
    await expectSound(page, "popup-import-preview");

    await page.getByLabel("Passphrase", { exact: true }).fill("correct horse");
    await page.getByLabel("Passphrase again").fill("correct hearse");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("are not the same").waitFor();
    await page.getByLabel("Passphrase again").fill("correct horse");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Do you trust Example Corp CA").waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe("Saved");
    await expectSound(page, "popup-import-authority");

    await page.getByLabel("Fingerprint you were given (optional)").fill("b5:a4".padEnd(64, "0"));
    await page.getByText("complete SHA-256 fingerprint").waitFor();
    await page.getByRole("button", { name: "Trust this authority" }).click();
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByText("Drop your .p12 file here").waitFor();
  });

  it.each([
    ["pkcs12/malformed", { structure: "PFX" }, "This file is damaged, or it is not a key file."],
    ["pkcs12/no-key", { certificates: 2 }, "only certificates"],
    ["pkcs12/unsupported-algorithm", { oid: "1.2.3" }, "locked in a way"],
  ] as const)("says what is wrong with a file: %s", async (code, detail, words) => {
    const page = await show({ ...firstRun, "identity/inspect": refuseWith(code, detail) });
    await chooseKey(page);
    await page.getByText(words).waitFor();
    await page.getByText("Nothing was imported.").waitFor();
    await expectSound(page, `popup-file-${code.replace("/", "-")}`);
  });

  it("adds people and an authority from one certificate file, each by a step of its own", async () => {
    const page = await show(withCertificateFile);
    await page.getByRole("heading", { name: "People" }).click();
    const file = { name: "partner.p7b", mimeType: "application/x-pkcs7-certificates", buffer: Buffer.from("x") };
    await page.locator("input[type=file][accept*='.p7b']").first().setInputFiles(file);
    await page.getByText("dora@example.net").waitFor();
    await expectSound(page, "popup-add-person");
    await page.getByRole("button", { name: "Add 1 person" }).click();
    await page.getByRole("button", { name: "Trust this authority" }).waitFor();
    await expectSound(page, "popup-add-authority");
    await page.getByRole("button", { name: "Not now" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });

  it.each(["light", "dark"])("asks about a certificate that a composer was given: %s", async (shade) => {
    const id = "4f".repeat(32);
    const asked: string[] = [];
    const script: Script = {
      ...withCertificateFile,
      "certificate/doubted": (body) => {
        asked.push(body.id);
        return { file: new Uint8Array([1]) };
      },
    };
    const page = await show(script, `?certificate=${id}`, 396, shade === "dark");
    await page.getByText("dora@example.net").waitFor();
    expect(asked).toEqual([id]);
    await expectSound(page, `popup-asked-certificate-${shade}`);
    await page.getByRole("button", { name: "Add 1 person" }).click();
    await page.getByRole("button", { name: "Trust this authority" }).waitFor();
  });

  it("asks before it removes a key, and Escape keeps it", async () => {
    const page = await show(furnished);
    await page.getByText("alice@example.org").first().click();
    await page.getByRole("button", { name: "Remove alice@example.org" }).click();
    await page.getByRole("dialog").waitFor();
    await expectSound(page, "popup-remove-key");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });

  it("saves a backup under a password of its own", async () => {
    let asked: unknown = null;
    const page = await show({
      ...furnished,
      "identity/export": (body) => {
        asked = body;
        return { file: new TextEncoder().encode("key file") };
      },
    });
    await page.getByRole("button", { name: "Save a backup" }).click();
    await page.getByRole("button", { name: "Save backup" }).click();
    await page.getByText("Too short").waitFor();
    expect(asked).toBe(null);
    await page.getByLabel("Password", { exact: true }).fill("correct horse");
    await page.getByLabel("Password again").fill("correct horse");
    await page.getByLabel("For older programs").check();
    await expectSound(page, "popup-backup");
    const [saved] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save backup" }).click(),
    ]);
    expect(saved.suggestedFilename()).toBe("waxwing-backup.p12");
    expect(readFileSync(await saved.path(), "utf8")).toBe("key file");
    expect(asked).toEqual({ password: "correct horse", form: "compatible" });
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });

  it("says that keys must be unlocked for a backup", async () => {
    const page = await show({ ...furnished, "identity/export": refuseWith("vault/locked", {}) });
    await page.getByRole("button", { name: "Save a backup" }).click();
    await page.getByLabel("Password", { exact: true }).fill("correct horse");
    await page.getByLabel("Password again").fill("correct horse");
    await page.getByRole("button", { name: "Save backup" }).click();
    await page.getByText("Your keys are locked.").waitFor();
    await expectSound(page, "popup-backup-locked");
  });

  it("offers the site of the open tab, and says when it was refused", async () => {
    const page = await show(firstRun, "#origin=https://mail.example.net&refuse");
    await page.getByRole("button", { name: "Use Waxwing on mail.example.net" }).click();
    await page.getByText("was not given permission").waitFor();
    await expectSound(page, "popup-site-refused");
  });

  it("puts the site on once the browser allowed it", async () => {
    const script: Script = {
      ...firstRun,
      "site/enable": { sites: [{ origin: "https://mail.example.net", builtIn: false }] },
    };
    const page = await show(script, "#origin=https://mail.example.net");
    await page.getByRole("button", { name: "Use Waxwing on mail.example.net" }).click();
    await page.getByText("Waxwing now works on mail.example.net").waitFor();
  });

  it.each([false, true])("saves how letters begin as soon as it is chosen, dark: %s", async (dark) => {
    const saved: object[] = [];
    const script: Script = {
      ...furnished,
      "writing/write": (changed) => {
        saved.push(changed);
        return changed;
      },
    };
    const page = await show(script, "", 380, dark);
    await page.getByRole("heading", { name: "Writing" }).click();
    await page.getByLabel("Always sign").check();
    // The popup may close at any time, with the focus still in the field.
    await page.getByLabel("Text below new messages").fill("Alice Archer\nExample Corp");
    const closing = "Alice Archer\nExample Corp";
    await expect.poll(() => saved.at(-1)).toMatchObject({ formatted: true, alwaysSign: true, closing });
    await expectSound(page, `popup-writing-${dark ? "dark" : "light"}`);
  });

  it("saves every choice where the worker is slower than the person", async () => {
    const saved: object[] = [];
    const waiting: (() => void)[] = [];
    const script: Script = {
      ...furnished,
      "writing/write": async (changed) => {
        if (saved.length === 0) await new Promise<void>((done) => waiting.push(done));
        saved.push(changed);
        return changed;
      },
    };
    const page = await show(script);
    await page.getByRole("heading", { name: "Writing" }).click();
    await page.getByLabel("Always sign").check();
    await page.getByLabel("Write with formatting").uncheck();
    expect(saved).toEqual([]);
    for (const answer of waiting) answer();
    await expect.poll(() => saved.length).toBe(2);
    expect(saved.at(-1)).toMatchObject({ formatted: false, alwaysSign: true });
    expect(await page.getByLabel("Always sign").isChecked()).toBe(true);
  });

  it("keeps its outlines where the system has few colours", async () => {
    const page = await theatre.show("pages/popup/index.html", { script: furnished, width: 380, forced: true });
    await page.getByRole("heading", { name: "Settings" }).click();
    await expectSound(page, "popup-forced-colours");
  });

  it("takes a key file dropped anywhere, and stays where it is", async () => {
    const page = await show(withKeyFile);
    await page.getByText("Drop your .p12 file here").waitFor();
    await page.getByRole("heading", { name: "Settings" }).evaluate((place) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(["key file"], "dropped.p12"));
      for (const kind of ["dragover", "drop"])
        place.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
    });
    await page.getByRole("heading", { name: "Open dropped.p12" }).waitFor();
  });

  it("sends people to a tab to choose a file where the popup would close", async () => {
    const page = await show(firstRun, "#firefox");
    await page.getByRole("button", { name: "Open in a tab to choose a file" }).click();
    expect(await page.locator("html").getAttribute("data-opened")).toBe("pages/popup/index.html?tab");
  });

  it("unlocks in a window of its own", async () => {
    const page = await show({ ...furnished, "vault/state": { kind: "locked" } }, "?unlock", 396);
    await page.getByRole("heading", { name: "Unlock your keys" }).waitFor();
    await page.getByRole("img", { name: "Your mark" }).waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("type"))).toBe("password");
    await expectSound(page, "popup-unlock-window");
  });

  const QUAD9 = "https://dns.quad9.net/dns-query";
  const on = { state: "on", resolver: QUAD9, fixed: false } as const;
  const off = { ...on, state: "off" } as const;

  it.each(POPUP_SIZES)("says what look-ups reveal, and to whom: $name", async ({ name, path, width, dark }) => {
    const page = await show({ ...furnished, "look-up/status": on }, path, width, dark);
    await page.getByRole("heading", { name: "Look-ups" }).click();
    await page.getByText("On: dns.quad9.net is asked.").waitFor();
    await page.getByLabel("Resolver that is asked").selectOption({ label: "Another, by its address" });
    await page.getByLabel("Address of the resolver").waitFor();
    await expectSound(page, `popup-look-ups-${name}`);
  });

  it("turns look-ups on for a resolver that the browser allows, and off again", async () => {
    const asked: unknown[] = [];
    const script: Script = {
      ...furnished,
      "look-up/configure": ({ resolver }) => {
        asked.push(resolver);
        return resolver === null ? off : { ...on, resolver };
      },
    };
    const page = await show(script);
    await page.getByRole("heading", { name: "Look-ups" }).click();
    const own = page.getByLabel("Address of the resolver");
    await page.getByLabel("Resolver that is asked").selectOption({ label: "Another, by its address" });
    await own.fill("dns.example.org");
    await page.getByRole("button", { name: "Turn on looking up" }).click();
    await page.getByText("This is not the address of a resolver.").waitFor();
    expect(asked).toEqual([]);
    await own.fill("https://dns.example.org/dns-query{?dns}");
    await page.getByRole("button", { name: "Turn on looking up" }).click();
    await page.getByText("On: dns.example.org is asked.").waitFor();
    await page.getByRole("button", { name: "Turn off" }).click();
    await page.getByRole("button", { name: "Turn on looking up" }).waitFor();
    expect(asked).toEqual(["https://dns.example.org/dns-query", null]);
  });

  it("leaves look-ups off where the browser does not allow them, and where an administrator does not", async () => {
    const page = await show(furnished, "?look-up=#refuse", 396);
    await page.getByRole("heading", { name: "Looking certificates up" }).waitFor();
    await page.getByRole("img", { name: "Your mark" }).waitFor();
    await expectSound(page, "popup-look-up-window");
    await page.getByRole("button", { name: "Turn on looking up" }).click();
    await page.getByText("does not let Waxwing talk to dns.quad9.net").waitFor();
    const forbidden = await show({ ...furnished, "look-up/status": { ...off, state: "forbidden" } }, "?look-up=", 396);
    await forbidden.getByText("Your administrator does not allow looking certificates up.").waitFor();
    expect(await forbidden.getByRole("button").count()).toBe(0);
  });

  it("looks a person up, and asks about what was found as about a file", async () => {
    let sought = "";
    const script: Script = {
      ...withCertificateFile,
      "look-up/status": on,
      "look-up/find": ({ address }) => {
        sought = address;
        return { id: "0".repeat(64) };
      },
      "certificate/doubted": { file: new Uint8Array([1]) },
    };
    const page = await show(script);
    await page.getByRole("heading", { name: "People" }).click();
    await page.getByLabel("Look up a mail address").fill(" dana@partner.example ");
    await page.getByRole("button", { name: "Look up", exact: true }).click();
    await page.getByRole("dialog", { name: "Found for dana@partner.example" }).waitFor();
    expect(sought).toBe("dana@partner.example");
    await page.getByRole("button", { name: /^Add \d/ }).waitFor();
    await expectSound(page, "popup-looked-up");
  });
});
