/** In the end: nobody but Alice and Bob ever learned what they wrote. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { everythingStored } from "../mailbox.ts";
import { betrayed } from "../secrets.ts";
import { SECRET_WORDS, type Scene, type Step } from "./scene.ts";

async function pagesHeldNothing({ watches }: Scene): Promise<void> {
  for (const watch of watches) {
    assert.deepEqual(await watch.end(), []);
    assert.ok(watch.looks > 5, `only ${watch.looks} looks`);
    assert.ok(watch.closedRoots > 1, "no look saw a badge and a viewer");
  }
}

/** Addresses of the requests that carried a secret, whatever in the browser sent them. */
function tellingRequests({ rig }: Scene): readonly string[] {
  const telling = rig.webmail.heard.requests.filter(
    ({ url, body }) => betrayed(`${url}\n${body.toString("latin1")}`, SECRET_WORDS).length > 0,
  );
  return telling.map(({ url }) => url);
}

async function serverKnowsNothing(scene: Scene): Promise<void> {
  const { certificates, life, webmail } = scene.rig;
  assert.ok(
    webmail.heard.requests.some(({ url }) => url.includes("_action=import")),
    "no message was ever sent",
  );
  assert.deepEqual(tellingRequests(scene), []);
  const people = [certificates.alice, certificates.bob];
  const mail = people.flatMap(({ address }) => everythingStored(life.path("mail"), address));
  assert.ok(mail.length > 8);
  for (const octets of [...mail, readFileSync(life.path("webmail.db"))])
    assert.deepEqual(betrayed(octets, SECRET_WORDS), []);
}

export const SECRECY: readonly Step[] = [
  { title: "The webmail's pages never held a word of it, in no shadow root and no field", run: pagesHeldNothing },
  {
    title: "The webmail's server was told no word of it and kept none: no request, no draft, no database",
    run: serverKnowsNothing,
  },
  { title: "Nobody else was asked anything", run: async ({ elsewhere }) => assert.deepEqual(elsewhere.hosts, []) },
];
