/** What Gmail asks for before a sealed letter may leave: a registration, and each person's own permission. */
import assert from "node:assert/strict";
import type { Replica } from "../../replica/gmail/server.ts";
import { SEND_SCOPE } from "../../replica/gmail/api/oauth.ts";
import { CLIENT_ID } from "../gmail/client-id.ts";
import type { GmailPerson } from "../gmail/person.ts";
import type { Scene, Step } from "./scene.ts";
import { bobImports, bobLogsIn } from "./writing.ts";

export interface GmailScene extends Scene {
  readonly replica: Replica;
  readonly alice: GmailPerson;
  bob(): Promise<GmailPerson>;
}

/** Where Google's interface and sign-in were asked something, whoever asked; the pages' own requests left out. */
function askedOfGoogle({ heard }: Replica["api"]): readonly string[] {
  return [...new Set(heard.map(({ host, path }) => `${host}${path}`))].toSorted();
}

async function onlyForSending({ replica, rig }: GmailScene): Promise<void> {
  assert.deepEqual(
    askedOfGoogle(replica.api).filter((address) => !address.startsWith("accounts.google.com/")),
    ["gmail.googleapis.com/upload/gmail/v1/users/me/messages/send", "oauth2.googleapis.com/tokeninfo"],
  );
  const { alice, bob } = rig.certificates;
  const grants = [...replica.api.signIn.grants.values()];
  assert.deepEqual(new Set(grants.map(({ account }) => account.address)), new Set([alice.address, bob.address]));
  for (const { scopes } of grants)
    assert.deepEqual(
      scopes.filter((scope) => scope.includes("gmail")),
      [SEND_SCOPE],
    );
}

export const ALICE_REGISTERS: Step<GmailScene> = {
  title: "Alice enters the registration with Google that her administrator gave her, in the popup",
  run: ({ alice }) => alice.enterClientId(CLIENT_ID),
};

export const ALICE_CONNECTS: Step<GmailScene> = {
  title: "Alice connects her account, in a window of the browser's own: Waxwing may send for her, and no more",
  run: ({ alice }) => alice.connect(),
};

export const BOB_ARRIVES: Step<GmailScene> = {
  title: "Bob, at a browser of his own, imports his key file and enters the registration",
  run: async (scene) => {
    await bobLogsIn(scene);
    await bobImports(scene);
    await (await scene.bob()).enterClientId(CLIENT_ID);
  },
};

export const BOB_CONNECTS: Step<GmailScene> = {
  title: "Bob connects his account",
  run: async (scene) => (await scene.bob()).connect(),
};

export const ONLY_FOR_SENDING: Step<GmailScene> = {
  title: "Google was asked for nothing but to send, for Alice and for Bob",
  run: onlyForSending,
};
