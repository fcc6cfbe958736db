import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type House, houseIsPossible, openHouse } from "../rig/house.ts";
import { until } from "../rig/loopback.ts";
import { SECRETS } from "../rig/main-job/scene.ts";
import { openByOpenssl } from "../rig/opened-by-openssl.ts";
import type { Person } from "../rig/person.ts";
import { betrayed } from "../rig/secrets.ts";

const TEXT = "Kept safe: quince-9134.";

describe.skipIf(!houseIsPossible)("a letter that cannot leave", () => {
  let house: House;
  let alice: Person;

  /** Alice answers Bob's letter, up to the click on Send. */
  const sendAnswer = async () => {
    await alice.openInPreview(house.rig.letters.signed.subject);
    await alice.verdictBecomes(/^Verified\b/);
    await alice.startReply();
    await alice.write("Sign & encrypt", { text: TEXT });
    const composer = await alice.frame("composer");
    await composer.getByRole("button", { name: /^Send / }).click();
    return composer;
  };
  const hasLeft = () => until(() => !alice.mail.url().includes("_action=compose"), "The composer does not close");
  const sentTexts = async () => {
    const { outgoing, life, certificates } = house.rig;
    const opened = outgoing.sent.map(({ raw }) =>
      openByOpenssl(life, raw, certificates.bob, certificates.alice, certificates),
    );
    // To OpenSSL the hidden subject is the first line of the text.
    const lines = (await Promise.all(opened)).map(({ text }) => text.split("\n").map((line) => line.trim()));
    return lines.map(([subject, blank, first]) => (subject?.startsWith("Subject: ") && blank === "" ? first : null));
  };

  beforeAll(async () => {
    house = await openHouse({ album: "sending-fails", letters: ["signed"], draftAutosave: 2 });
    alice = house.alice;
    await alice.logIn();
    await alice.useWaxwingHere();
    await alice.importKeyFile(house.rig.certificates.aliceFile, SECRETS.alicePassphrase, true);
  });
  afterAll(() => house.end());

  it("is kept, and goes once, when the mail server refuses it at first", async () => {
    house.rig.outgoing.refuse("Mailbox full of quinces");
    const composer = await sendAnswer();
    await composer.getByRole("alert").filter({ hasText: /\S/ }).first().waitFor();
    expect(house.rig.outgoing.sent).toHaveLength(0);
    expect(await composer.getByRole("textbox", { name: "Message", includeHidden: true }).innerText()).toContain(TEXT);
    await alice.picture(alice.mail, "refused");

    house.rig.outgoing.refuse(null);
    await composer.getByRole("button", { name: "Try again" }).click();
    await hasLeft();
    expect(await sentTexts()).toEqual([TEXT]);
    expect(house.rig.stored(house.rig.certificates.alice, "Sent")).toHaveLength(1);
  });

  it("is kept, and goes once, when the webmail breaks in the middle", async () => {
    const { heard } = house.rig.webmail;
    heard.interrupt(({ url }) => (url.includes("_action=import") ? 500 : null));
    const composer = await sendAnswer();
    await composer.getByRole("alert").filter({ hasText: /\S/ }).first().waitFor();
    expect(await composer.getByRole("textbox", { name: "Message", includeHidden: true }).innerText()).toContain(TEXT);

    heard.interrupt(null);
    await composer.getByRole("button", { name: "Try again" }).click();
    await hasLeft();
    expect(await sentTexts()).toEqual([TEXT, TEXT]);
    expect(house.rig.stored(house.rig.certificates.alice, "Sent")).toHaveLength(2);
  });

  it("is not sent a second time unasked when nobody knows whether it left", async () => {
    const { heard } = house.rig.webmail;
    heard.interrupt(({ url, method }) => (method === "POST" && url.includes("_action=bounce") ? 502 : null));
    const composer = await sendAnswer();
    await composer.getByRole("alert").filter({ hasText: /\S/ }).first().waitFor();
    heard.interrupt(null);
    await alice.mail.waitForTimeout(2000);
    expect(await sentTexts()).toEqual([TEXT, TEXT]);
    await composer.getByRole("button", { name: /^(Send it again|Try again)$/ }).click();
    await hasLeft();
    expect(await sentTexts()).toEqual([TEXT, TEXT, TEXT]);
  });

  it("leaves no draft behind, though the webmail saves drafts every two seconds", async () => {
    const { certificates } = house.rig;
    await alice.startLetter();
    await alice.mail.getByRole("textbox", { name: "Subject" }).fill("A draft to be taken over");
    await alice.mail.locator("#composebody").fill("Not secret yet.");
    await until(() => house.rig.stored(certificates.alice, "Drafts").length > 0, "The webmail saved no draft");
    await alice.mail
      .locator("#_to")
      .evaluate((field: HTMLTextAreaElement, to) => (field.value = to), certificates.bob.address);
    await alice.write("Sign & encrypt", { text: TEXT });
    const composer = await alice.frame("composer");
    await composer.getByText(/may have saved what you typed/).waitFor();
    await alice.mail.waitForTimeout(5000);
    for (const draft of house.rig.stored(certificates.alice, "Drafts"))
      expect(betrayed(draft, ["quince-9134"])).toEqual([]);
    await alice.send();
    expect(await sentTexts()).toEqual([TEXT, TEXT, TEXT, TEXT]);
    expect(house.rig.stored(certificates.alice, "Drafts")).toEqual([]);
  });

  it("names whoever has no certificate, and does not go to them", async () => {
    const before = house.rig.outgoing.sent.length;
    await alice.startLetter();
    await alice.mail
      .locator("#_to")
      .evaluate((field: HTMLTextAreaElement, to) => (field.value = to), "bob@example.org, carol@example.org");
    await alice.write("Sign & encrypt", { text: TEXT });
    const composer = await alice.frame("composer");
    await composer.getByRole("alert").filter({ hasText: "carol@example.org" }).waitFor();
    expect(await composer.getByRole("button", { name: /^Send signed and/ }).isDisabled()).toBe(true);
    await alice.picture(alice.mail, "missing-certificate");
    await composer.getByRole("button", { name: "Remove recipient carol@example.org" }).click();
    await alice.send();
    expect(house.rig.outgoing.sent.slice(before).map(({ to }) => to)).toEqual([["bob@example.org"]]);
  });
});
