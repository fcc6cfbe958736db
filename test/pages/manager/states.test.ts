import type { Frame, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { SHAPE_LIMITS } from "../../../src/protocol/shapes.ts";
import type { MessageReport } from "../../../src/smime/verdict/vocabulary.ts";
import { drop } from "../../rig/drop.ts";
import { reports, signer } from "../stage/actors.ts";
import { content } from "../stage/frame-script.ts";
import { certificatesFile, detached, diagnostics, idle, message, SIGNATURE, writing } from "../stage/manager-script.ts";
import { openedTheatre } from "../stage/opened-theatre.ts";
import { SIZES } from "../stage/sizes.ts";
import { expectSound } from "../stage/sound.ts";
import { announce, frameOf, refuseWith, type Script, theatreIsPossible } from "../stage/theatre.ts";

const LETTER = { name: "contract.eml", content: Buffer.from("From: bob@partner.example\r\n\r\nHello\r\n") };
const noSender: MessageReport = {
  ...reports.verified,
  signature: {
    kind: "undetermined",
    claimed: signer,
    reason: "no-from",
  },
};

const dropped = (page: Page, ...files: readonly (typeof LETTER)[]) => drop(page.locator(".drop"), files);
/** A frame of ours in the manager, which puts it there once the worker has given a ticket. */
const embeddedIn = async (page: Page, name: "viewer" | "composer"): Promise<Frame> => {
  await expect.poll(() => page.frames().some((frame) => frame.url().includes(`/pages/${name}/`))).toBe(true);
  return frameOf(page, name);
};
const viewerIn = (page: Page): Promise<Frame> => embeddedIn(page, "viewer");

describe.skipIf(!theatreIsPossible)("the manager in Chromium", () => {
  const theatre = openedTheatre();

  const show = (script: Script, hash = "", width = 900, dark = false): Promise<Page> =>
    theatre.show(`pages/manager/index.html${hash}`, { script, width, dark, height: 760 });

  describe.each(SIZES)("$name", ({ name, width, dark }) => {
    it("invites a file first", async () => {
      const page = await show(idle, "", width, dark);
      await page.getByText("Drop a file here").waitFor();
      await page.getByText("No file? Paste the source of a message").click();
      await expectSound(page, `manager-tool-${name}`);
    });

    it("explains a message, and shows it in the viewer", async () => {
      const page = await show(message(reports.verifiedAndEncrypted), "", width, dark);
      await dropped(page, LETTER);
      await page.getByRole("heading", { name: "contract.eml: a message" }).waitFor();
      await page.getByRole("button", { name: /^Waxwing: Verified/ }).waitFor();
      await page.getByText("This message is from bob@partner.example").first().waitFor();
      const viewer = await viewerIn(page);
      await viewer.getByText("Dear Alice").waitFor();
      await viewer.getByRole("button", { name: "Save results.pdf" }).waitFor();
      await expect.poll(() => page.locator("waxwing-frame").evaluate((host) => host.clientHeight)).toBeGreaterThan(300);
      await expectSound(page, `manager-message-${name}`);
    });

    it("lets a letter be written without a webmail", async () => {
      const page = await show(writing, "#compose", width, dark);
      const composer = await embeddedIn(page, "composer");
      await composer.getByRole("button", { name: "Save sealed message (.eml)" }).waitFor();
      await expectSound(page, `manager-compose-${name}`);
    });

    it("says how Waxwing stands", async () => {
      const selfCheck = {
        at: "2026-11-23T09:00:00Z",
        results: [
          { checked: "storage", code: null },
          { checked: "signing", code: "internal/fault" },
        ],
      } as const;
      const page = await show(
        { ...idle, "diagnostics/read": { ...diagnostics, selfCheck } },
        "#diagnostics",
        width,
        dark,
      );
      await page.getByText("failed (internal/fault)").waitFor();
      await expectSound(page, `manager-diagnostics-${name}`);
    });
  });

  it.each(["mismatched", "altered", "untrusted", "undetermined", "encryptedOnly"] as const)(
    "gives the verdict the badge's words: %s",
    async (verdict) => {
      const page = await show(message(reports[verdict]));
      await dropped(page, LETTER);
      await page.getByRole("button", { name: /^Waxwing: / }).waitFor();
      await viewerIn(page);
      await expectSound(page, `manager-message-${verdict}`);
    },
  );

  it("says of an ordinary message that it proves nothing", async () => {
    const plain: MessageReport = { ...reports.encryptedOnly, encryption: { kind: "none" }, layers: [], remarks: [] };
    const page = await show(message(plain));
    await dropped(page, LETTER);
    await page.getByText("Nobody signed this message, so it does not prove who wrote it.").waitFor();
    expect(await page.getByRole("button", { name: /^Waxwing: / }).count()).toBe(0);
    // No webmail around it says what it is about.
    const viewer = await viewerIn(page);
    await viewer.getByRole("heading", { name: content.headers.subject }).waitFor();
    await expectSound(page, "manager-message-unsigned");
  });

  it("answers a message in the viewer's place, and shows it again afterwards", async () => {
    const asked: unknown[] = [];
    const script: Script = {
      ...message(reports.verifiedAndEncrypted),
      ...writing,
      "answer/start": ({ as }) => {
        asked.push(as);
        return { ticket: "ticket" as never };
      },
    };
    const page = await show(script);
    await dropped(page, LETTER);
    await (await viewerIn(page)).getByRole("button", { name: "Reply all", exact: true }).click();
    const composer = await embeddedIn(page, "composer");
    await composer.getByRole("textbox", { name: "Message" }).waitFor();
    expect(asked).toEqual(["reply-all"]);
    await expectSound(page, "manager-message-answered");
    await composer.getByRole("button", { name: "Discard", exact: true }).click();
    await composer.getByRole("button", { name: "Discard message" }).click();
    await (await viewerIn(page)).getByRole("button", { name: "Reply", exact: true }).waitFor();
  });

  it("asks for the verdict again once the keys are unlocked", async () => {
    let open = false;
    const now = () => (open ? reports.verifiedAndEncrypted : reports.locked);
    const script: Script = {
      ...message(reports.locked, null),
      "file/open": () => ({ report: now(), ticket: "ticket" as never }),
      "viewer/redeem": () => ({
        report: now(),
        content: open ? content : null,
        alone: true,
        vault: open ? { kind: "unlocked", until: 1 } : { kind: "locked" },
        mark: { colour: "#0b6477", symbol: "feather" },
      }),
    };
    const page = await show(script);
    await dropped(page, LETTER);
    await page.getByRole("button", { name: /^Waxwing: Unlock to read/ }).waitFor();
    const viewer = await viewerIn(page);
    await viewer.getByRole("button", { name: "Unlock to read", exact: true }).waitFor();
    await expectSound(page, "manager-message-locked");
    open = true;
    await announce(viewer, "vault/changed", { state: "unlocked" });
    await page.getByRole("button", { name: /^Waxwing: Verified/ }).waitFor();
    await viewer.getByText("Dear Alice").waitFor();
  });

  it("asks for the file of a signature that comes alone, and holds it against the one that follows", async () => {
    const page = await show(detached(noSender));
    await dropped(page, { name: "report.p7s", content: SIGNATURE });
    await page.getByText("Alone it proves nothing.").waitFor();
    await page.getByText("Drop the signed file here").waitFor();
    await expectSound(page, "manager-signature-alone");
    await dropped(page, { name: "report.pdf", content: Buffer.from("%PDF") });
    await page.getByText("bob@partner.example signed exactly this file", { exact: false }).waitFor();
    await expectSound(page, "manager-signed-file");
  });

  it("takes a signature together with its file, and warns where they do not fit", async () => {
    const page = await show(detached(reports.altered));
    await dropped(page, { name: "report.pdf", content: Buffer.from("%PDF") }, { name: "r.p7s", content: SIGNATURE });
    await page.getByRole("alert").filter({ hasText: "This is not the file that bob@partner.example signed" }).waitFor();
    await expectSound(page, "manager-signed-file-altered");
  });

  it("lists certificates, and adds people and authorities by the steps the popup has", async () => {
    const page = await show(certificatesFile);
    await dropped(page, { name: "partner.p7b", content: Buffer.from("x") });
    await page.getByText("2 certificates.", { exact: false }).waitFor();
    await page.getByText("7777 7777", { exact: false }).first().waitFor();
    await expectSound(page, "manager-certificates");
    await page.getByRole("button", { name: "Add to Waxwing…" }).click();
    await page.getByRole("button", { name: "Add 1 person" }).click();
    await page.getByRole("button", { name: "Trust this authority" }).waitFor();
    await expectSound(page, "manager-certificates-trust");
    await page.getByRole("button", { name: "Trust this authority" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByText("Added.", { exact: false }).waitFor();
  });

  it("opens a key file with its password, and imports it", async () => {
    const page = await show({ ...idle, "file/inspect": { kind: "key-file" } });
    await dropped(page, { name: "alice.p12", content: Buffer.from("key file") });
    await page.getByLabel("Password of this file").fill("sesame");
    await page.keyboard.press("Enter");
    await page.getByText("This file holds your key").waitFor();
    await expectSound(page, "manager-key-file");
    await page.getByLabel("Passphrase", { exact: true }).fill("correct horse");
    await page.getByLabel("Passphrase again").fill("correct horse");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("button", { name: "Not now" }).click();
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByText("Drop a file here").waitFor();
  });

  it.each([
    ["file/unrecognized", {}, "does not recognise this file"],
    ["cms/malformed", { structure: "SignedData" }, "This message is damaged"],
    ["asn1/limit-exceeded", { limit: "depth" }, "larger or more deeply nested"],
  ] as const)("says what is wrong with a file: %s", async (code, detail, words) => {
    const page = await show({ ...idle, "file/inspect": refuseWith(code, detail) });
    await dropped(page, LETTER);
    await page.getByText(words, { exact: false }).waitFor();
    await expectSound(page, `manager-file-${code.replace("/", "-")}`);
  });

  it("says that three files are too many, and two that do not belong together", async () => {
    const page = await show(message(reports.verified));
    await dropped(page, LETTER, LETTER, LETTER);
    await page.getByText("These 3 files", { exact: false }).waitFor();
    await dropped(page, LETTER, LETTER);
    await page.getByText("These 2 files", { exact: false }).waitFor();
  });

  it("reads nothing of a file beyond the limit", async () => {
    const page = await show({ ...idle, "file/inspect": refuseWith("internal/fault", { where: "asked all the same" }) });
    await page.locator(".drop").evaluate((place, size) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([new Uint8Array(size)], "huge.eml"));
      place.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    }, SHAPE_LIMITS.octets + 1);
    await page.getByText("Waxwing reads files of at most", { exact: false }).waitFor();
    await page.getByText("Nothing of it was read.", { exact: false }).waitFor();
  });

  it("explains a pasted source, and doubts its own warning", async () => {
    let asked: unknown = null;
    const page = await show({
      ...message(reports.altered),
      "file/inspect": ({ file }) => {
        asked = file;
        return { kind: "message" };
      },
    });
    await page.getByText("No file? Paste the source of a message").click();
    await page.getByLabel("Source of the message").fill("From: bob@partner.example\n\nHello\n");
    await page.getByRole("button", { name: "Explain this message" }).click();
    await page.getByRole("heading", { name: "The pasted text: a message" }).waitFor();
    await page.getByText("Copying can change a message.", { exact: false }).waitFor();
    expect(asked).toEqual({ octets: "From: bob@partner.example\r\n\r\nHello\r\n".length });
    await expectSound(page, "manager-pasted");
  });

  it("is worked with the keyboard alone, from section to section, and keeps what was written", async () => {
    const page = await show(writing, "#compose");
    const composer = await embeddedIn(page, "composer");
    await composer.getByLabel("Message").fill("Half a letter");
    await page.getByRole("link", { name: "Diagnostics" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("Waxwing", { exact: true }).first().waitFor();
    await expect.poll(() => page.title()).toBe("Diagnostics – Waxwing");
    const focus = () =>
      page.evaluate(() => `${document.activeElement?.localName} ${document.activeElement?.textContent}`);
    await expect.poll(focus).toMatch(/^h\d Diagnostics$/);
    expect(await page.getByRole("link", { name: "Diagnostics" }).getAttribute("aria-current")).toBe("page");
    await page.getByRole("link", { name: "Write" }).focus();
    await page.keyboard.press("Enter");
    expect(await composer.getByLabel("Message").innerText()).toBe("Half a letter");
  });

  it("says that a letter needs a key first, and offers another letter after one", async () => {
    const page = await show({ ...writing, "composer/start": refuseWith("vault/not-created", {}) }, "#compose");
    await page.getByText("You have no keys in Waxwing yet.").waitFor();
    await expectSound(page, "manager-compose-without-key");
    const after = await show(writing, "#compose");
    const composer = await embeddedIn(after, "composer");
    await composer.getByRole("button", { name: "Discard" }).click();
    await composer.getByRole("button", { name: "Discard message" }).click();
    await after.getByRole("button", { name: "Write another message" }).waitFor();
    await expectSound(after, "manager-compose-ended");
  });

  it("checks itself when asked, and copies what it knows", async () => {
    let checks = 0;
    const selfCheck = { at: "2026-11-23T09:00:00Z", results: [{ checked: "storage", code: null }] } as const;
    const page = await show(
      {
        ...idle,
        "diagnostics/read": () => ({ ...diagnostics, selfCheck: checks === 0 ? null : selfCheck }),
        "diagnostics/check": () => {
          checks += 1;
          return selfCheck;
        },
      },
      "#diagnostics",
    );
    await page.getByText("not made since the browser was started").waitFor();
    await page.getByRole("button", { name: "Check now" }).click();
    await page.getByText("Storage on this device").waitFor();
    await page.getByRole("button", { name: "Copy diagnostics" }).click();
    await page.getByText("Copied.").waitFor();
  });

  it("keeps its outlines where the system has few colours", async () => {
    const page = await theatre.show("pages/manager/index.html", {
      script: message(reports.verified),
      width: 900,
      forced: true,
    });
    await dropped(page, LETTER);
    await viewerIn(page);
    await expectSound(page, "manager-forced-colours");
  });
});
