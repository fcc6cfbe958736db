/** In the end: nobody but Alice and Bob ever learned what they wrote. */
import assert from "node:assert/strict";
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
  const { rig } = scene;
  const sealed = rig.webmail.heard.requests.filter(({ body }) => body.includes("application/pkcs7-mime"));
  assert.ok(sealed.length >= 2, "the two sealed letters were not heard on their way");
  assert.deepEqual(tellingRequests(scene), []);
  const kept = rig.everythingKept();
  assert.ok(kept.length > 8);
  for (const octets of kept) assert.deepEqual(betrayed(octets, SECRET_WORDS), []);
}

export const SECRECY: readonly Step[] = [
  { title: "The webmail's pages never held a word of it, in no shadow root and no field", run: pagesHeldNothing },
  {
    title: "The webmail's server was told no word of it and kept none: no request, no draft, no database",
    run: serverKnowsNothing,
  },
  { title: "Nobody else was asked anything", run: async ({ elsewhere }) => assert.deepEqual(elsewhere.hosts, []) },
];
