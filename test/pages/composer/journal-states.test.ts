import { describe, expect, it } from "vitest";
import type { ComposerTicket } from "../../../src/protocol/protocol.ts";
import type { KeptLetter } from "../../../src/smime/verdict/kept-letter.ts";
import { composing, context, foundLetter, handedOn, unfinished } from "../stage/frame-script.ts";
import { composersIn } from "../stage/embedded-composer.ts";
import { openedTheatre } from "../stage/opened-theatre.ts";
import { SIZES } from "../stage/sizes.ts";
import { expectSound } from "../stage/sound.ts";
import { announce, refuseWith, said, type Script, theatreIsPossible } from "../stage/theatre.ts";

const blank = { ...context, to: [], subject: "", text: "", mayHaveBeenSaved: false, answersEncrypted: false };

describe.skipIf(!theatreIsPossible)("the composer and the journal in Chromium", () => {
  /** Requests that changed the journal, in order. */
  let asked: (readonly [name: string, body: unknown])[] = [];
  let letters = [unfinished, handedOn];
  let locked = false;

  const note =
    <T>(name: string, reply: T) =>
    (body: unknown): T => {
      asked.push([name, body]);
      return reply;
    };
  const journal: Script = {
    ...composing,
    "composer/redeem": ({ ticket }) =>
      ticket === "continued" ? { ...blank, found: foundLetter, answersEncrypted: false } : blank,
    "journal/offers": () => ({
      letters: locked ? letters.map((letter) => ({ ...letter, opening: null })) : letters,
      locked,
    }),
    "journal/continue": note("continue", { ticket: "continued" as ComposerTicket }),
    "journal/discard": note("discard", {}),
    "journal/restore": note("restore", {}),
    "journal/save": note("save", { until: "unlocked" as const, fresh: false }),
    "journal/attach": note("attach", {}),
    "journal/end": note("end", {}),
  };

  const embed = composersIn(openedTheatre());
  const show = (script: Script = journal, width?: number, dark?: boolean) => {
    asked = [];
    return embed(script, width, dark);
  };
  const bodies = (name: string) => asked.filter(([one]) => one === name).map(([, body]) => body);
  const kept = () => bodies("save").map((body) => (body as { letter: KeptLetter }).letter);

  it.each(SIZES)("offers what is unfinished, and goes on with it: $name", async ({ name, width, dark }) => {
    const [page, frame] = await show(journal, width, dark);
    await frame.getByText("You have an unfinished letter to Bob Baker and carol@clinic.example").waitFor();
    await frame.getByText("It may have been sent already").waitFor();
    await expectSound(page, `composer-unfinished-${name}`);
    await frame.getByRole("button", { name: "Continue the letter to Bob Baker" }).click();
    await frame.getByText("film.mp4 was not kept with this letter").waitFor();
    expect(await frame.getByLabel("Message").inputValue()).toBe(foundLetter.letter.text);
    expect(await frame.getByLabel("Subject").inputValue()).toBe("Your results");
    expect(await frame.getByLabel("Cc", { exact: true }).inputValue()).toBe("carol@cli");
    expect(await frame.getByLabel("From").inputValue()).toBe("office@example.org");
    await frame.getByText("plan.txt, 4 bytes").waitFor();
    expect(await frame.getByText("unfinished letter").count()).toBe(0);
    expect(bodies("continue")).toEqual([{ ticket: "ticket", letter: unfinished.id }]);
    await expectSound(page, `composer-continued-${name}`);
  });

  it("discards what is offered, and takes that back", async () => {
    const [page, frame] = await show();
    await frame.getByRole("button", { name: "Discard the letter to Bob Baker" }).click();
    await frame.getByRole("button", { name: "Undo discarding to Bob Baker" }).waitFor();
    await expectSound(page, "composer-unfinished-discarded");
    await frame.getByRole("button", { name: "Undo discarding to Bob Baker" }).click();
    await frame.getByRole("button", { name: "Continue the letter to Bob Baker" }).waitFor();
    expect(asked.map(([name]) => name)).toEqual(["discard", "restore"]);
  });

  it("shows nothing of it while the keys are locked, and all of it once they are not", async () => {
    locked = true;
    const [page, frame] = await show();
    await frame.getByText("You have 2 unfinished letters from here.").waitFor();
    await expectSound(page, "composer-unfinished-locked");
    locked = false;
    await announce(frame, "vault/changed", { state: "unlocked" });
    await frame.getByRole("button", { name: "Continue the letter to Bob Baker" }).waitFor();
  });

  it("keeps every field while it is typed, half an address and files too, and says so", async () => {
    letters = [];
    const [page, frame] = await show();
    expect(asked).toEqual([]);
    await frame.getByLabel("Subject").fill("Lunch");
    await frame.getByLabel("Message").fill("At noon?");
    await frame.getByLabel("To", { exact: true }).pressSequentially("bob@part");
    await expect.poll(() => kept().at(-1)?.typed.to).toBe("bob@part");
    const text = expect.stringContaining("At noon?");
    expect(kept().at(-1)).toMatchObject({ version: 1, subject: "Lunch", text, html: text });
    await frame.getByText("Kept on this device, sealed.").waitFor();
    await frame
      .locator("input[type=file]:not([accept*=image])")
      .setInputFiles([{ name: "plan.txt", mimeType: "text/plain", buffer: Buffer.from("plan") }]);
    await expect.poll(() => bodies("attach").length).toBe(1);
    const [{ id } = { id: "" }] = kept().at(-1)?.attachments ?? [];
    expect(bodies("attach")).toEqual([{ ticket: "ticket", id, content: { octets: 4 } }]);
    await expectSound(page, "composer-kept-while-writing");
    letters = [unfinished, handedOn];
  });

  it.each(["With formatting", "Plain text"])("sends off the last key as the page goes: %s", async (way) => {
    letters = [];
    const [, frame] = await show();
    const message = frame.getByLabel("Message");
    await message.fill("Typed");
    await expect.poll(() => kept().at(-1)?.text).toBe("Typed");
    if (way === "Plain text") await frame.getByRole("button", { name: way }).click();
    await frame.getByText("Kept on this device, sealed.").waitFor();
    const before = kept().length;
    await message.focus();
    // In one breath: nothing has the time to be read or drawn in between.
    await frame.evaluate(() => {
      document.execCommand("selectAll");
      document.execCommand("insertText", false, "The last key");
      window.dispatchEvent(new PageTransitionEvent("pagehide"));
    });
    await expect.poll(() => kept().length).toBeGreaterThan(before);
    expect(kept()[before]?.text).toBe("The last key");
    letters = [unfinished, handedOn];
  });

  it("says that nothing more is kept on a full disk, and that it is again", async () => {
    letters = [];
    let full = true;
    const script: Script = {
      ...journal,
      "journal/save": () =>
        full
          ? refuseWith("vault/storage-failed", { reason: "QuotaExceededError" })()
          : { until: "unlocked", fresh: false },
    };
    const [page, frame] = await show(script);
    await frame.getByLabel("Message").fill("Not kept");
    await frame.getByText("Your text is in this window only", { exact: false }).waitFor();
    await expectSound(page, "composer-disk-full");
    await frame.getByRole("button", { name: "Discard", exact: true }).click();
    await frame.getByText("This cannot be undone.", { exact: false }).waitFor();
    await frame.getByRole("button", { name: "Keep writing" }).click();
    full = false;
    await frame.getByText("Kept on this device, sealed.").waitFor();
    expect(await frame.getByText("in this window only", { exact: false }).count()).toBe(0);
    letters = [unfinished, handedOn];
  });

  it("names a file that is too large to keep, and how long a letter without a key is kept", async () => {
    letters = [];
    const script: Script = {
      ...journal,
      "journal/save": { until: "browser-closed", fresh: false },
      "journal/attach": refuseWith("journal/too-large", { size: 40_000_000, limit: 33_554_432 }),
    };
    const [page, frame] = await show(script);
    await frame
      .locator("input[type=file]:not([accept*=image])")
      .setInputFiles([{ name: "film.mp4", mimeType: "video/mp4", buffer: Buffer.from("film") }]);
    await frame.getByText("is not kept with your text", { exact: false }).waitFor();
    await frame.getByText("Kept until you close the browser", { exact: false }).waitFor();
    await expectSound(page, "composer-file-not-kept");
    letters = [unfinished, handedOn];
  });

  it("ends a letter that was discarded, and lets go of one that was not only once it is kept", async () => {
    letters = [];
    const [page, frame] = await show();
    await frame.getByLabel("Message").fill("Half a letter");
    await frame.getByRole("button", { name: "Back to webmail" }).click();
    await frame.getByText("Waxwing keeps it on this device", { exact: false }).waitFor();
    await expectSound(page, "composer-back-kept");
    await frame.getByRole("button", { name: "Leave", exact: true }).click();
    await expect.poll(async () => (await said(page)).at(-1)).toEqual({ kind: "cancelled" });
    expect(kept().at(-1)?.text).toBe("Half a letter");
    expect(bodies("end")).toEqual([]);
    const [another, composer] = await show();
    await composer.getByLabel("Message").fill("No");
    await composer.getByText("Kept on this device").waitFor();
    await composer.getByRole("button", { name: "Discard", exact: true }).click();
    await composer.getByText("For a day you can have them back", { exact: false }).waitFor();
    await composer.getByRole("button", { name: "Discard message" }).click();
    await expect.poll(async () => (await said(another)).at(-1)).toEqual({ kind: "discarded" });
    expect(bodies("end")).toEqual([{ ticket: "ticket", sent: false }]);
    letters = [unfinished, handedOn];
  });

  it("keeps the last words of a letter before it is discarded: they come back with it", async () => {
    letters = [];
    const [page, frame] = await show();
    await frame.getByLabel("Message").fill("No");
    await frame.getByText("Kept on this device").waitFor();
    // In one go: whoever is quicker than the next save.
    await frame.evaluate(
      async (names) => {
        document.querySelector<HTMLElement>(".rich-text")?.focus();
        document.execCommand("insertText", false, "Never ");
        for (const name of names) {
          const named = () => [...document.querySelectorAll("button")].find(({ textContent }) => textContent === name);
          while (named() === undefined) await new Promise(requestAnimationFrame);
          await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
          named()?.click();
        }
      },
      ["Discard", "Discard message"],
    );
    await expect.poll(async () => (await said(page)).at(-1)).toEqual({ kind: "discarded" });
    expect(kept().at(-1)?.text).toContain("Never");
    expect(asked.at(-1)?.[0]).toBe("end");
    letters = [unfinished, handedOn];
  });
});
