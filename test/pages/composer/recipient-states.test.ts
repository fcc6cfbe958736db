import { describe, expect, it } from "vitest";
import { certificate } from "../stage/actors.ts";
import { composing, context, copies } from "../stage/frame-script.ts";
import { composersIn } from "../stage/embedded-composer.ts";
import { openedTheatre } from "../stage/opened-theatre.ts";
import { SIZES } from "../stage/sizes.ts";
import { expectSound } from "../stage/sound.ts";
import { announce, refuseWith, said, type Script, tell, theatreIsPossible } from "../stage/theatre.ts";

describe.skipIf(!theatreIsPossible)("recipients in the composer", () => {
  const show = composersIn(openedTheatre());

  it.each(SIZES)("suggests known people, and who can be encrypted for: $name", async ({ name, width, dark }) => {
    const [page, frame] = await show(composing, width, dark);
    const line = frame.getByRole("combobox", { name: "To" });
    await line.fill("car");
    await frame.getByRole("option", { name: "Carla Far-Away" }).waitFor();
    expect(await frame.locator(".suggestions li").count()).toBe(3);
    await frame.locator(".suggestions [aria-selected=true]").getByText("certificate ran out").waitFor();
    await expectSound(page, `composer-suggestions-${name}`);
  });

  it("takes a suggestion by key or pointer, and a whole address as it was typed", async () => {
    const blank = { ...context, to: [], mayHaveBeenSaved: false };
    const [page, frame] = await show({ ...composing, "composer/redeem": blank });
    const line = frame.getByRole("combobox", { name: "To" });
    const chips = frame.locator(".chip");
    await line.pressSequentially("car");
    await frame.locator(".suggestions li").first().waitFor();
    await line.press("ArrowDown");
    await line.press("ArrowDown");
    const active = await line.getAttribute("aria-activedescendant");
    expect(await frame.locator(".suggestions [aria-selected=true]").getAttribute("id")).toBe(active);
    await line.press("Enter");
    expect(await chips.last().textContent()).toContain("carmel@clinic.example");
    await line.pressSequentially("car");
    await frame.getByRole("option", { name: "Carla Far-Away" }).click();
    expect(await chips.last().textContent()).toContain("far@away.example");
    expect(await line.evaluate((element) => element === document.activeElement)).toBe(true);
    await line.pressSequentially("carol@clinic.example");
    await frame.locator(".suggestions li").first().waitFor();
    expect(await line.getAttribute("aria-activedescendant")).toBe(null);
    await line.press("Enter");
    expect(await chips.count()).toBe(3);
    await line.pressSequentially("bo");
    await frame.locator(".suggestions li").first().waitFor();
    await line.press("Escape");
    expect(await line.getAttribute("aria-expanded")).toBe("false");
    expect(await line.inputValue()).toBe("bo");
    await line.pressSequentially("b");
    await frame.locator(".suggestions li").first().waitFor();
    await line.press("Tab");
    expect(await chips.last().textContent()).toContain("bob@partner.example");
    expect((await said(page)).map(({ kind }) => kind)).toEqual(["ready"]);
  });

  it("suggests from right to left as well", async () => {
    const [page, frame] = await show(composing, 380);
    await frame.evaluate(() => {
      document.documentElement.dir = "rtl";
    });
    await frame.getByRole("combobox", { name: "To" }).fill("car");
    await frame.getByRole("option", { name: "carmel@clinic.example" }).waitFor();
    await expectSound(page, "composer-suggestions-rtl");
  });

  const WITHOUT = { ...context, to: [{ name: "Zoe", address: "zoe@new.example" }], mayHaveBeenSaved: false };
  const problematic: Script = { ...composing, "composer/redeem": WITHOUT };

  it("leads from the chip to the ways on, and takes a certificate file there", async () => {
    const given: string[] = [];
    const outcomes = ["other-address", "asked", "added"] as const;
    let known = false;
    const script: Script = {
      ...problematic,
      "composer/add-certificate": ({ address }) => {
        given.push(address);
        known = given.length === 3;
        return { outcome: outcomes[given.length - 1] ?? "added" };
      },
      "composer/check": ({ from, addresses }) => ({
        sender: { address: from, canSign: true, canReadOwn: true },
        recipients: addresses.map((address) =>
          known ? { address, kind: "ready", certificate: certificate() } : { address, kind: "missing" },
        ),
        vault: context.vault,
        lookUp: "off",
      }),
    };
    const [page, frame] = await show(script, 700);
    await frame.getByRole("button", { name: "no certificate" }).click();
    await frame.locator("button:focus", { hasText: "Turn on looking up" }).waitFor();
    const file = { name: "zoe.cer", mimeType: "application/pkix-cert", buffer: Buffer.from("x") };
    const drop = async () => frame.locator(".certificate-file").setInputFiles(file);
    await drop();
    await frame.getByText("holds no certificate for zoe@new.example").waitFor();
    await expectSound(page, "composer-certificate-of-another");
    await drop();
    await frame.getByText("in a window of its own").waitFor();
    await expectSound(page, "composer-certificate-asked");
    await drop();
    await expect.poll(() => frame.getByRole("button", { name: "Send signed and encrypted" }).isEnabled()).toBe(true);
    expect(given).toEqual(["zoe@new.example", "zoe@new.example", "zoe@new.example"]);
    expect(await frame.getByText("zoe.cer").count()).toBe(0);
  });

  it.each(SIZES)("looks a certificate up, and says what was found: $name", async ({ name, width, dark }) => {
    let known = false;
    const answers: (() => void)[] = [];
    const waiting = new Promise<void>((done) => void answers.push(done));
    const script: Script = {
      ...problematic,
      "composer/look-up": async () => {
        await waiting;
        known = true;
        return { outcome: "added", certificate: certificate() };
      },
      "composer/check": ({ from, addresses }) => ({
        sender: { address: from, canSign: true, canReadOwn: true },
        recipients: addresses.map((address) =>
          known ? { address, kind: "ready", certificate: certificate() } : { address, kind: "missing" },
        ),
        vault: context.vault,
        lookUp: "on",
      }),
    };
    const [page, frame] = await show(script, width, dark);
    await frame.getByRole("button", { name: "Look up: zoe@new.example" }).click();
    await frame.getByText("Asking the domain").waitFor();
    await expectSound(page, `composer-looking-up-${name}`);
    answers[0]?.();
    await frame.getByText("Found for zoe@new.example", { exact: false }).waitFor();
    await expect.poll(() => frame.getByRole("button", { name: "Send signed and encrypted" }).isEnabled()).toBe(true);
    await expectSound(page, `composer-looked-up-${name}`);
  });

  it("says that looking up is off and where to turn it on, and what stood in its way", async () => {
    let opened = 0;
    const script: Script = {
      ...problematic,
      "composer/ask-look-up": () => {
        opened++;
        return {};
      },
      "composer/look-up": refuseWith("look-up/no-record", { address: "zoe@new.example", domain: "new.example" }),
    };
    const [page, frame] = await show(script, 700);
    await frame.getByRole("button", { name: "Turn on looking up, for zoe@new.example" }).click();
    await frame.getByText("Looking up is off.", { exact: false }).waitFor();
    expect(opened).toBe(1);
    await expectSound(page, "composer-look-up-off");
    script["composer/check"] = ({ from, addresses }) => ({
      sender: { address: from, canSign: true, canReadOwn: true },
      recipients: addresses.map((address) => ({ address, kind: "missing" })),
      vault: context.vault,
      lookUp: "on",
    });
    await announce(frame, "look-up/changed", {});
    await frame.getByRole("button", { name: "Look up: zoe@new.example" }).click();
    await frame.getByText("publishes no certificate for zoe@new.example").waitFor();
    await expectSound(page, "composer-look-up-nothing");
  });

  it("takes a certificate dropped on its recipient, and never as an attachment", async () => {
    const script: Script = { ...problematic, "composer/add-certificate": { outcome: "expired" } };
    const [, frame] = await show(script, 700);
    const problem = frame.locator(".problems li");
    await problem.waitFor();
    await problem.evaluate((element) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(["x"], "zoe.cer"));
      element.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    });
    await frame.getByText("has run out as well").waitFor();
    expect(await frame.locator(".attachment-row").getByText("zoe.cer").count()).toBe(0);
  });

  it("decides about an unknown authority elsewhere, and listens for the decision", async () => {
    let asked = "";
    const away = { ...context, to: [{ name: "", address: "far@away.example" }], mayHaveBeenSaved: false };
    const script: Script = {
      ...composing,
      "composer/redeem": away,
      "composer/ask-authority": ({ address }) => {
        asked = address;
        return {};
      },
    };
    const [, frame] = await show(script, 700);
    await frame.getByRole("button", { name: "Decide about the authority of far@away.example" }).click();
    await frame.getByText("in a window of its own").waitFor();
    expect(asked).toBe("far@away.example");
    script["composer/check"] = ({ from, addresses }) => ({
      sender: { address: from, canSign: true, canReadOwn: true },
      recipients: addresses.map((address) => ({ address, kind: "ready", certificate: certificate() })),
      vault: context.vault,
      lookUp: "off",
    });
    await announce(frame, "people/changed", {});
    await expect.poll(() => frame.getByRole("button", { name: "Send signed and encrypted" }).isEnabled()).toBe(true);
  });

  it.each(SIZES)("asks with a signed hello, and keeps the letter: $name", async ({ name, width, dark }) => {
    const sealed: unknown[] = [];
    const script: Script = {
      ...problematic,
      "draft/seal-apart": ({ draft }) => {
        sealed.push(draft);
        return { copies: copies(1) };
      },
    };
    const [page, frame] = await show(script, width, dark);
    await frame.getByLabel("Message", { exact: true }).fill("A secret.");
    await frame.getByRole("button", { name: "Ask with a signed hello: zoe@new.example" }).click();
    const hello = frame.getByLabel("Text of the signed hello");
    expect(await hello.inputValue()).toContain("Hello Zoe,");
    await expectSound(page, `composer-hello-${name}`);
    await frame.getByRole("button", { name: "Send signed hello" }).click();
    await expect.poll(async () => (await said(page)).at(-1)).toMatchObject({ kind: "send" });
    expect(sealed).toMatchObject([{ sign: true, encrypt: false, to: [{ address: "zoe@new.example" }], bcc: [] }]);
    expect(JSON.stringify(sealed)).not.toMatch(/secret|Your results/);
    await tell(page, { kind: "sent", copy: 0 });
    await frame.getByText("Your signed hello to zoe@new.example was sent.", { exact: false }).waitFor();
    await expectSound(page, `composer-hello-sent-${name}`);
    await frame.getByRole("button", { name: "Back to my message" }).click();
    expect(await frame.getByLabel("Message", { exact: true }).innerText()).toBe("A secret.");
    expect((await said(page)).some(({ kind }) => kind === "done")).toBe(false);
  });

  it("goes without encryption only when the person says so, and sends nothing by that", async () => {
    let sealed = 0;
    const [page, frame] = await show({ ...problematic, "draft/seal": () => ({ copies: copies(++sealed) }) });
    await frame.getByRole("button", { name: "Send signed only" }).click();
    await frame.getByText("it cannot be encrypted for zoe@new.example", { exact: false }).waitFor();
    await expectSound(page, "composer-signed-only");
    await frame.getByRole("button", { name: "Keep encryption on" }).click();
    expect(await frame.getByLabel("Encrypt").isChecked()).toBe(true);
    await frame.getByRole("button", { name: "Send signed only" }).click();
    await frame.getByRole("button", { name: "Switch encryption off" }).click();
    expect(await frame.getByLabel("Encrypt").isChecked()).toBe(false);
    expect(sealed).toBe(0);
    await frame.getByRole("button", { name: "Send signed", exact: true }).click();
    await expect.poll(() => sealed).toBe(1);
  });
});
