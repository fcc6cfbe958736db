/**
 * Takes a message apart, layer by layer, from the outside in. Encrypted layers are opened only at the top of the
 * message or directly beneath a signature: anywhere else a sender could smuggle somebody's ciphertext into a letter of
 * his own and have the answer carry the plaintext back (EFAIL; the rule is Thunderbird's).
 */
import type { Bytes } from "./bytes.ts";
import { type ContentType, contentTypeOf } from "./cms/content-info.ts";
import { readCompressedData } from "./cms/compressed-data.ts";
import { release } from "./crypto/release.ts";
import { openEncryption } from "./encryption-layer.ts";
import { isSmimeError, SmimeError } from "./errors.ts";
import type { Entity } from "./mime/entity.ts";
import { type ProtectedHeader, readProtectedPayload } from "./mime/header-protection.ts";
import { MIME_LIMITS } from "./mime/limits.ts";
import { parseEntity } from "./mime/parse.ts";
import { cmsOctets, smimeKindOf } from "./mime/smime-type.ts";
import { decodeBody, Work } from "./pace.ts";
import type { Keys, ReadingContext } from "./reading.ts";
import { isAmbiguous, readClearSignature, readOpaqueSignature, type SignatureLayer } from "./signature-layer.ts";
import type { EncryptionVerdict, Layer, Remark } from "./verdict/vocabulary.ts";

/** A signature, and whether everything a reader is shown is under it. */
export interface CoveringSignature {
  readonly layer: SignatureLayer;
  readonly coversAll: boolean;
}

export interface Peeled {
  readonly layers: readonly Layer[];
  /** Outermost first. */
  readonly signatures: readonly CoveringSignature[];
  readonly encryption: EncryptionVerdict;
  readonly remarks: readonly Remark[];
  /** What is left when nothing more can be opened; also the sealed part itself where that is what is left. */
  readonly payload: Entity;
  /** The payload is a CMS object that was not opened (or holds certificates only). */
  readonly sealed: boolean;
  /** Shown beside the payload, from multipart/signed with more than two parts. */
  readonly beside: readonly Entity[];
  /** The header fields that the payload carries; null where it protects none. Who may be believed them is not said here. */
  readonly protectedHeader: ProtectedHeader | null;
  readonly decrypted: boolean;
  /** What came out of the envelope, whole; null where none was opened. */
  readonly unsealed: Entity | null;
  /** Nothing around the payload is shown or could be read in two ways. */
  readonly clear: boolean;
}

type EncryptedType = "enveloped-data" | "auth-enveloped-data" | "encrypted-data";

type Step =
  | { readonly kind: "signature"; readonly layer: SignatureLayer }
  | { readonly kind: "encrypted"; readonly type: EncryptedType; readonly cms: Bytes }
  | { readonly kind: "compressed"; readonly cms: Bytes }
  | { readonly kind: "certs-only" }
  | { readonly kind: "unreadable"; readonly code: string }
  | { readonly kind: "content" };

/** Null where the octets are no CMS at all. */
function cmsTypeOf(cms: Bytes): ContentType | "unknown" | null {
  try {
    return contentTypeOf(cms);
  } catch (error) {
    if (isSmimeError(error, "cms/unsupported-content-type")) return "unknown";
    if (isSmimeError(error)) return null;
    throw error;
  }
}

function declaredType(entity: Entity): string {
  return (entity.contentType.parameters.get("smime-type") ?? "").trim().toLowerCase();
}

/** What to make of a part that calls itself S/MIME and is no CMS. */
async function stepForMalformed(
  entity: Entity,
  cms: Bytes,
  certificates: ReadingContext["certificates"],
): Promise<Step> {
  if (declaredType(entity) === "signed-data" || smimeKindOf(entity) === "signature")
    return { kind: "signature", layer: await readOpaqueSignature(entity, cms, certificates) };
  return entity.type.endsWith("pkcs7-mime") ? { kind: "unreadable", code: "cms/malformed" } : { kind: "content" };
}

function isCertsOnly(layer: SignatureLayer): boolean {
  return layer.problem === "no-signer" && layer.signedData?.content === null;
}

async function nextStep(entity: Entity, certificates: ReadingContext["certificates"], work: Work): Promise<Step> {
  const kind = smimeKindOf(entity);
  if (kind === null) return { kind: "content" };
  if (kind === "multipart-signed") return { kind: "signature", layer: await readClearSignature(entity, certificates) };
  const cms = cmsOctets(entity, await decodeBody(entity, work));
  const type = cmsTypeOf(cms);
  switch (type) {
    case null:
      return stepForMalformed(entity, cms, certificates);
    case "signed-data": {
      const layer = await readOpaqueSignature(entity, cms, certificates);
      return isCertsOnly(layer) ? { kind: "certs-only" } : { kind: "signature", layer };
    }
    case "enveloped-data":
    case "auth-enveloped-data":
    case "encrypted-data":
      return { kind: "encrypted", type, cms };
    case "compressed-data":
      return { kind: "compressed", cms };
    default:
      return { kind: "unreadable", code: "cms/unsupported-content-type" };
  }
}

/** An encrypted signed message is decoded, decrypted and verified, in some of its octets; how many is known afterwards. */
const USUAL_PASSES = 3;

async function keysOf({ keys }: ReadingContext): Promise<Keys> {
  return typeof keys === "function" ? keys() : keys;
}

class Peeling {
  readonly #context: ReadingContext;
  readonly #layers: Layer[] = [];
  readonly #signatures: CoveringSignature[] = [];
  readonly #remarks = new Set<Remark>();
  readonly #beside: Entity[] = [];
  #encryption: EncryptionVerdict = { kind: "none" };
  #protectedHeader: ProtectedHeader | null = null;
  #decrypted = false;
  #unsealed: Entity | null = null;
  /** Whether an encrypted layer met now may be opened. */
  #mayDecrypt = true;
  /** Whether nothing outside the signature met now is shown or could be read in two ways. */
  #coversAll = true;
  #sealed = false;
  #entity: Entity;
  readonly #work: Work;

  constructor(top: Entity, context: ReadingContext) {
    this.#entity = top;
    this.#context = context;
    this.#work = new Work(top.octets.length * USUAL_PASSES, context.pace);
  }

  async run(): Promise<Peeled> {
    do {
      if (this.#layers.length > MIME_LIMITS.layers) throw new SmimeError("mime/limit-exceeded", { limit: "layers" });
      await this.#work.advance(this.#entity.octets.length);
    } while (await this.#open());
    return {
      layers: this.#layers,
      signatures: this.#signatures,
      encryption: this.#encryption,
      remarks: [...this.#remarks],
      payload: this.#entity,
      sealed: this.#sealed,
      beside: this.#beside,
      protectedHeader: this.#protectedHeader,
      decrypted: this.#decrypted,
      unsealed: this.#unsealed,
      clear: this.#coversAll,
    };
  }

  async #open(): Promise<boolean> {
    const step = await nextStep(this.#entity, this.#context.certificates, this.#work);
    switch (step.kind) {
      case "signature":
        return this.#passSignature(step.layer);
      case "encrypted":
        return this.#passEncryption(step.type, step.cms);
      case "compressed":
        return this.#passCompression(step.cms);
      case "certs-only":
        this.#layers.push("certs-only");
        this.#sealed = true;
        return false;
      case "unreadable":
        // What came out of an encrypted layer was decrypted, whatever it turned out to be.
        if (!this.#decrypted) this.#encryption = { kind: "failed", code: step.code };
        this.#sealed = true;
        return false;
      case "content":
        return false;
    }
  }

  #passSignature(layer: SignatureLayer): boolean {
    this.#layers.push(layer.kind);
    const clear = layer.beside.length === 0 && !isAmbiguous(layer);
    if (!clear) this.#coversAll = false;
    this.#signatures.push({ layer, coversAll: this.#coversAll });
    this.#beside.push(...layer.beside);
    if (layer.lineEndsRestored) this.#remarks.add("signature/line-ends-restored");
    this.#mayDecrypt = clear;
    this.#sealed = layer.content === null;
    return layer.content !== null && this.#enter(layer.content);
  }

  async #passEncryption(type: EncryptedType, cms: Bytes): Promise<boolean> {
    if (!this.#mayDecrypt) {
      this.#remarks.add("encryption/nested-not-opened");
      this.#sealed = true;
      return false;
    }
    this.#layers.push(type);
    const { content, verdict, remarks } = await openEncryption(cms, await keysOf(this.#context), this.#context.secrets);
    this.#encryption = verdict;
    for (const remark of remarks) this.#remarks.add(remark);
    this.#sealed = content === null;
    if (content === null) return false;
    this.#releaseDecoded(cms, content);
    if (this.#entity.ambiguous) this.#coversAll = false;
    this.#decrypted = true;
    this.#mayDecrypt = false;
    this.#unsealed = parseEntity(content);
    return this.#enter(this.#unsealed);
  }

  /** What the ciphertext was decoded into is nobody's any more; where nothing had to be decoded, it is the message's own. */
  #releaseDecoded(cms: Bytes, content: Bytes): void {
    if (cms.buffer !== this.#entity.octets.buffer && cms.buffer !== content.buffer) release(cms);
  }

  async #passCompression(cms: Bytes): Promise<boolean> {
    this.#layers.push("compressed-data");
    const { content } = await readCompressedData(cms);
    if (this.#entity.ambiguous) this.#coversAll = false;
    this.#mayDecrypt = false;
    return this.#enter(parseEntity(content));
  }

  /**
   * What comes out of the innermost signature or envelope is the payload, and may carry protected header fields or be
   * a whole message wrapped for their sake. Between two layers, and beneath compression alone, nothing does.
   */
  #enter(content: Entity): boolean {
    const guarded = this.#signatures.length > 0 || this.#decrypted;
    const { header, entity } =
      guarded && smimeKindOf(content) === null ? readProtectedPayload(content) : { header: null, entity: content };
    if (header) this.#protectedHeader = header;
    this.#entity = entity;
    return true;
  }
}

/** @throws SmimeError mime/limit-exceeded, cms/limit-exceeded, cms/malformed (compressed content); what the context's pace throws */
export function peelLayers(top: Entity, context: ReadingContext): Promise<Peeled> {
  return new Peeling(top, context).run();
}

/** Whether an encrypted part stands anywhere in the tree. It is left closed there. */
export function holdsEncrypted(entity: Entity): boolean {
  if (entity.parts.length > 0) return entity.parts.some(holdsEncrypted);
  if (smimeKindOf(entity) !== "cms") return false;
  const type = cmsTypeOf(cmsOctets(entity));
  return type === "enveloped-data" || type === "auth-enveloped-data" || type === "encrypted-data";
}
