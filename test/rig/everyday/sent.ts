/** What left, as it came over the wire, and as OpenSSL reads it. */
import assert from "node:assert/strict";
import type { Holder } from "../certificates.ts";
import { leavesOf, type Part, partOf, shapeOf } from "../entity.ts";
import { until } from "../loopback.ts";
import { bodyOf } from "../main-job/writing.ts";
import type { Scene } from "../main-job/scene.ts";
import { decryptedByOpenssl, verifiedByOpenssl } from "../opened-by-openssl.ts";

/** The last message from somebody. Gmail has one on the wire for each recipient. */
async function lastFrom({ rig: { outgoing } }: Scene, from: Holder): Promise<{ raw: Buffer; to: readonly string[] }> {
  const isTheirs = () => outgoing.sent.findLast((message) => message.from === from.address) ?? null;
  const { raw } = await until(isTheirs, "Nothing was sent");
  const copies = outgoing.sent.filter((message) => bodyOf(message.raw) === bodyOf(raw));
  return { raw, to: [...new Set(copies.flatMap(({ to }) => to))].toSorted() };
}

interface Route {
  readonly from: Holder;
  readonly to: readonly Holder[];
}

async function verified(scene: Scene, signed: Buffer, from: Holder): Promise<Part> {
  const { life, certificates } = scene.rig;
  const { content, signedByExpected } = await verifiedByOpenssl(life, signed, from, certificates);
  assert.ok(signedByExpected);
  return partOf(content);
}

/** How the signature of the last message of `from` travels (RFC 8551 sections 3.5.2 and 3.5.3). */
export async function lastForm(scene: Scene, from: Holder): Promise<"clear" | "opaque" | null> {
  const type = partOf((await lastFrom(scene, from)).raw).header.get("content-type") ?? "";
  if (/^multipart\/signed;/i.test(type)) return "clear";
  return /^application\/pkcs7-mime;.*smime-type="?signed-data/i.test(type) ? "opaque" : null;
}

/** What the last message of `from` says to everybody who checks its signature. */
export async function lastSigned(scene: Scene, { from, to }: Route): Promise<Part> {
  const sent = await lastFrom(scene, from);
  assert.deepEqual(sent.to, to.map(({ address }) => address).toSorted());
  return verified(scene, sent.raw, from);
}

/** What the last message of `from` says to each of its readers, the writer among them. */
export async function lastSealed(scene: Scene, { from, to }: Route): Promise<Part> {
  const sent = await lastFrom(scene, from);
  assert.deepEqual(sent.to, to.map(({ address }) => address).toSorted());
  const read = async (reader: Holder) => verified(scene, await decryptedByOpenssl(sent.raw, reader), from);
  const [first, ...others] = await Promise.all([from, ...to].map(read));
  assert.ok(first);
  for (const other of others) assert.deepEqual(other, first);
  return first;
}

/** The parts of a formatted letter with one picture in its text and one file. */
export function formattedParts(letter: Part): Readonly<Record<"text" | "html" | "picture" | "file", Part>> {
  assert.equal(
    shapeOf(letter),
    "multipart/mixed(multipart/alternative(text/plain, multipart/related(text/html, image/png)), application/octet-stream)",
  );
  const [text, html, picture, file] = leavesOf(letter);
  assert.ok(text && html && picture && file);
  return { text, html, picture, file };
}
