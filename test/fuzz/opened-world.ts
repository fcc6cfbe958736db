/** A world ready for use, and what its seeds truly say: the measure of everything that is read from changed ones. */
import { type Bytes, toHex } from "../../src/smime/bytes.ts";
import { openEnveloped } from "../../src/smime/cms/enveloped-data.ts";
import type { RecipientKey } from "../../src/smime/cms/keys.ts";
import { readSignedData } from "../../src/smime/cms/signed-data.ts";
import { isSmimeError } from "../../src/smime/errors.ts";
import { digestSync } from "../../src/smime/crypto/digest.ts";
import type { ReadingContext } from "../../src/smime/reading.ts";
import { type OpenedMessage, readMessage } from "../../src/smime/read-message.ts";
import type { DisplayHeaders } from "../../src/smime/verdict/display.ts";
import { type Certificate, readCertificate } from "../../src/smime/x509/certificate.ts";
import { encryptEntity } from "../../src/smime/write-message.ts";
import { readOcspResponse } from "../../src/smime/x509/ocsp-response.ts";
import { anchorsOf } from "../../src/smime/x509/trust-anchor.ts";
import { letter as addressed } from "../smime/people.ts";
import { contained } from "./mime-lines.ts";
import { keyOf, SECRETS, type Seed, type World } from "./world.ts";

export interface OpenedWorld {
  readonly world: World;
  readonly context: ReadingContext;
  readonly certificates: readonly Certificate[];
  readonly keys: readonly RecipientKey[];
  /** What is shown of each message that is verified, and its header where that was signed too; by `shownOf`. */
  readonly verified: ReadonlyMap<string, DisplayHeaders | null>;
  /** What is shown of each message whose encryption authenticates; by `shownOf`. */
  readonly authenticated: ReadonlySet<string>;
  /** Hexadecimal digests of contents that were signed, and that were sealed with authentication. */
  readonly signedContents: ReadonlySet<string>;
  readonly sealedContents: ReadonlySet<string>;
  /** Hexadecimal digests of octets that an authority or a responder signed, and of private keys. */
  readonly issued: ReadonlySet<string>;
  readonly answers: ReadonlySet<string>;
  readonly privateKeys: ReadonlySet<string>;
}

export function fingerprint(octets: Bytes): string {
  return toHex(digestSync("sha-256", octets));
}

/** All that a person sees of a message but its header, in one string. */
export function shownOf(opened: OpenedMessage): string {
  const { text, html, attachments } = opened.content;
  const files = attachments.map(({ filename, contentType, size }, i) => [
    filename,
    contentType,
    size,
    fingerprint(opened.attachment(i)),
  ]);
  return JSON.stringify([text, html, files]);
}

/** What `work` makes of an input; null where it ends in a failure of the closed list. */
export async function orNull<T>(work: () => T | Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (isSmimeError(error)) return null;
    throw error;
  }
}

/** What a person sends whose message has this within its encryption: the readers of that decide what is shown. */
export async function sealed(inner: Bytes, recipient: Certificate): Promise<Bytes> {
  return addressed(await encryptEntity(inner, [recipient], {}));
}

/** A letter and the same letter as a list sends it on: alone in a container, where a wrapped message stays wrapped. */
function formsOf({ octets }: Seed): readonly Bytes[] {
  return [octets, contained(octets, "mixed")];
}

async function readLetters(seeds: readonly Seed[], context: ReadingContext, bob: Certificate) {
  const verified = new Map<string, DisplayHeaders | null>();
  const authenticated = new Set<string>();
  for (const letter of seeds.filter(({ target }) => target === "message" || target === "inner"))
    for (const octets of formsOf(letter)) {
      const opened = await readMessage(letter.target === "inner" ? await sealed(octets, bob) : octets, context);
      const { signature, encryption } = opened.report;
      const isProtected = octets === letter.octets && /protected|^wrapped$/.test(letter.name);
      const shown = shownOf(opened);
      if (signature.kind === "verified" && !verified.has(shown))
        verified.set(shown, isProtected ? opened.content.headers : null);
      if (encryption.kind === "decrypted" && encryption.authenticated) authenticated.add(shown);
    }
  return { verified, authenticated };
}

async function readObjects(seeds: readonly Seed[], keys: readonly RecipientKey[]) {
  const signedContents = new Set<string>();
  const sealedContents = new Set<string>();
  const answers = new Set<string>();
  for (const { octets } of seeds) {
    const signedData = await orNull(() => readSignedData(octets));
    for (const content of signedData?.content ?? []) signedContents.add(fingerprint(content));
    const envelope = await orNull(() => openEnveloped(octets, keys, SECRETS));
    if (envelope?.authenticated) sealedContents.add(fingerprint(envelope.content));
    const answer = await orNull(() => readOcspResponse(octets));
    if (answer) answers.add(fingerprint(answer.tbs));
  }
  return { signedContents, sealedContents, answers };
}

export async function openWorld(world: World): Promise<OpenedWorld> {
  const people = world.people.map(({ certificate }) => readCertificate(certificate));
  const keys = world.people.map(keyOf);
  const intermediates = world.intermediates.map(readCertificate);
  const certificates = [...intermediates, ...people];
  const root = readCertificate(world.root);
  const [, bob = root] = people;
  const context = { keys, secrets: SECRETS, anchors: anchorsOf([root]), certificates, now: world.now };
  return {
    world,
    context,
    certificates,
    keys,
    issued: new Set([root, ...certificates].map(({ tbs }) => fingerprint(tbs))),
    privateKeys: new Set(world.people.map(({ pkcs8 }) => fingerprint(pkcs8))),
    ...(await readLetters(world.seeds, context, bob)),
    ...(await readObjects(world.seeds, keys)),
  };
}
