/**
 * Reads an RFC 5322 message as delivered: finds its S/MIME layers, opens them, verifies and explains. Octets and keys
 * in, plain data out; it must never throw because a signature is bad, and never vouch for what nobody signed.
 */
import { type Assessment, assess, unassessable } from "./assess.ts";
import { type Bytes, concat, latin1, utf8 } from "./bytes.ts";
import { checksOf } from "./checks.ts";
import { type Attachment, joinBodies, type ShownBody, showBody, showSealed, type Viewing } from "./display-content.ts";
import { harvest } from "./harvest.ts";
import { type CoveringSignature, holdsEncrypted, type Peeled, peelLayers } from "./layers.ts";
import { decodedBody, type Entity } from "./mime/entity.ts";
import type { HeaderField } from "./mime/header.ts";
import { parseEntity } from "./mime/parse.ts";
import { findNestedSignature, type NestedSignature } from "./nested-signature.ts";
import type { Learned, OpenedMessage, ReadingContext, ReplySeed } from "./reading.ts";
import { replySeed } from "./reply-seed.ts";
import { withoutEnvelope } from "./without-envelope.ts";
import {
  displayHeaders,
  fieldsToShow,
  outerDiffers,
  type ShownHeader,
  shownDifferences,
  showHeader,
  unprotectedHeader,
} from "./shown-header.ts";
import type { SignatureLayer } from "./signature-layer.ts";
import type { DisplayAttachment, DisplayContent } from "./verdict/display.ts";
import type { MessageReport, PartialCode, Remark } from "./verdict/vocabulary.ts";
import { summarize } from "./x509/summary.ts";

export type { Learned, OpenedMessage, ReadingContext, ReplySeed } from "./reading.ts";

const SEQUENCE = 0x30;
const OBJECT_IDENTIFIER = 0x06;

const ARMOUR = /^-----BEGIN (?:PKCS7|PKCS #7 SIGNED DATA|CMS)-----/;
const CARRIER = utf8("Content-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: binary\r\n\r\n");

/** A bare CMS object (a saved smime.p7m, DER or PEM) is read as the message that would have carried it. */
function asMessage(raw: Bytes): Bytes {
  const isDer = raw[0] === SEQUENCE && ((raw[1] ?? 0) >= 0x80 || raw[2] === OBJECT_IDENTIFIER);
  return isDer || ARMOUR.test(latin1(raw.subarray(0, 40))) ? concat(CARRIER, raw) : raw;
}

/** Everything found out about a message, before it is put into words. */
interface Findings {
  readonly top: Entity;
  readonly peeled: Peeled;
  readonly nested: NestedSignature | null;
  readonly header: ShownHeader;
  readonly assessment: Assessment;
  /** The signature the assessment is about. */
  readonly layer: SignatureLayer | null;
}

interface Candidate {
  readonly layer: SignatureLayer;
  readonly partial: PartialCode | null;
}

function isSound({ verdict }: Assessment): boolean {
  return verdict.kind !== "altered" && verdict.kind !== "undetermined";
}

const UNSIGNED: Assessment = { verdict: { kind: "unsigned" }, result: null, path: null, moment: null, remarks: [] };

async function assessLayer(
  { layer, partial }: Candidate,
  header: ShownHeader,
  context: ReadingContext,
): Promise<Assessment> {
  if (layer.problem !== null) return unassessable(layer.problem);
  const certificates = layer.signedData?.certificates ?? [];
  const { authors, date } = header;
  return assess(layer.results, { authors, date, partial, certificates }, context);
}

/** The outermost verified layer; else the outermost sound one; else the outermost. */
async function assessLayers(
  candidates: readonly Candidate[],
  header: ShownHeader,
  context: ReadingContext,
): Promise<Pick<Findings, "assessment" | "layer">> {
  let best: Pick<Findings, "assessment" | "layer"> | null = null;
  for (const candidate of candidates) {
    const next = { assessment: await assessLayer(candidate, header, context), layer: candidate.layer };
    if (next.assessment.verdict.kind === "verified") return next;
    if (best === null || (!isSound(best.assessment) && isSound(next.assessment))) best = next;
  }
  return best ?? { assessment: UNSIGNED, layer: null };
}

function candidatesOf(signatures: readonly CoveringSignature[], nested: NestedSignature | null): readonly Candidate[] {
  if (nested) return [nested];
  return signatures.map(({ layer, coversAll }) => ({ layer, partial: coversAll ? null : "unsigned-parts" }));
}

/** Whether an envelope or a signature stands behind the protected header fields. */
function vouchedFor({ peeled, assessment }: Pick<Findings, "peeled" | "assessment">): boolean {
  return peeled.decrypted || isSound(assessment);
}

/** Taking the octets apart needs no context: it is done while one is still being read from the disk. */
async function parseMessage(raw: Bytes): Promise<Entity> {
  return parseEntity(asMessage(raw));
}

async function investigate(top: Entity, context: ReadingContext): Promise<Findings> {
  const peeled = await peelLayers(top, context);
  const outermost = peeled.signatures.length === 0 && !peeled.sealed;
  const found = outermost ? await findNestedSignature(peeled.payload, context.certificates) : null;
  const nested = found && !peeled.clear ? { ...found, partial: found.partial ?? "unsigned-parts" } : found;
  const claimed = showHeader(top.fields, peeled.protectedHeader, peeled.decrypted);
  const judged = await assessLayers(candidatesOf(peeled.signatures, nested), claimed, context);
  const header = vouchedFor({ peeled, ...judged }) ? claimed : unprotectedHeader(top.fields);
  return { top, peeled, nested, header, ...judged };
}

function remarksOf({ peeled, nested, header, assessment, layer }: Findings): readonly Remark[] {
  const remarks = new Set<Remark>([...peeled.remarks, ...assessment.remarks]);
  if (outerDiffers(header)) remarks.add("headers/outer-differ");
  if ((layer?.results.length ?? 0) > 1) remarks.add("signature/several-signers");
  if (nested?.layer.lineEndsRestored) remarks.add("signature/line-ends-restored");
  if (!peeled.sealed && holdsEncrypted(peeled.payload)) remarks.add("encryption/nested-not-opened");
  const { encryption } = peeled;
  if (encryption.kind === "decrypted" && !encryption.authenticated) remarks.add("encryption/unauthenticated");
  return [...remarks];
}

async function reportOf(findings: Findings): Promise<MessageReport> {
  const { assessment, peeled, nested, header } = findings;
  const layers = nested ? [...peeled.layers, nested.layer.kind] : peeled.layers;
  return {
    signature: assessment.verdict,
    encryption: peeled.encryption,
    layers,
    checks: checksOf(assessment, header.authors, peeled.encryption),
    path: await Promise.all((assessment.path?.certificates ?? []).map(summarize)),
    remarks: remarksOf(findings),
  };
}

/** Which parts a reader is told are signed: those under a signature that is sound. */
function viewingOf({ peeled, nested, layer, assessment }: Findings): Viewing {
  const sound = layer !== null && isSound(assessment);
  return {
    isSigned: (entity) => sound && (entity === layer.content || (!nested && entity === peeled.payload)),
    opened: (entity) =>
      nested && entity === nested.layer.carrier && nested.layer.kind === "signed-data" ? nested.layer.content : null,
    scheme: vouchedFor({ peeled, assessment }) ? (peeled.protectedHeader?.scheme ?? null) : null,
  };
}

function bodyOf(findings: Findings): ShownBody {
  const { peeled } = findings;
  const viewing = viewingOf(findings);
  const main = peeled.sealed ? showSealed(peeled.payload) : showBody(peeled.payload, viewing);
  if (peeled.beside.length === 0) return main;
  const others = peeled.beside.map((entity) => showBody(entity, viewing));
  return joinBodies([main, ...others]);
}

function withoutEntity({ filename, contentType, size, signed, isMessage, contentId }: Attachment): DisplayAttachment {
  return { filename, contentType, size, signed, isMessage, contentId };
}

/** Content is put together only when asked for: unsigned mail is mostly asked for its verdict alone. */
class Opened implements OpenedMessage {
  readonly report: MessageReport;
  readonly learned: Learned | null;
  readonly decrypted: boolean;
  readonly #findings: Findings;
  readonly #fields: readonly HeaderField[];
  #body: ShownBody | null = null;

  constructor(findings: Findings, report: MessageReport, learned: Learned | null) {
    this.report = report;
    this.learned = learned;
    this.decrypted = findings.peeled.decrypted;
    this.#findings = findings;
    this.#fields = fieldsToShow(findings.header, findings.top.fields, report.signature.kind === "verified");
  }

  #shown(): ShownBody {
    this.#body ??= bodyOf(this.#findings);
    return this.#body;
  }

  get content(): DisplayContent {
    const { text, stretches, html, attachments } = this.#shown();
    const plain = attachments.map(withoutEntity);
    const differences = shownDifferences(this.#findings.header, this.#fields);
    return { headers: displayHeaders(this.#fields), differences, text, stretches, html, attachments: plain };
  }

  get reply(): ReplySeed {
    const { header, top } = this.#findings;
    return replySeed(header, this.#fields, top.fields, this.#shown().text);
  }

  get forwardable(): Bytes {
    const { top, peeled } = this.#findings;
    return peeled.unsealed ? withoutEnvelope(top, peeled.unsealed) : top.octets;
  }

  readonly attachment = (index: number): Bytes => {
    const found = this.#shown().attachments[index];
    if (!found) throw new RangeError("no such attachment");
    return decodedBody(found.entity);
  };
}

/**
 * Nothing is opened or verified before the context is there, where it comes as a promise.
 * @throws SmimeError mime/limit-exceeded, and cms/* for compressed content that cannot be read; what the context's pace
 * throws, and what its promise rejects with
 */
export async function readMessage(
  raw: Bytes,
  givenContext: ReadingContext | Promise<ReadingContext>,
): Promise<OpenedMessage> {
  const [top, context] = await Promise.all([parseMessage(raw), givenContext]);
  const findings = await investigate(top, context);
  const { assessment, layer, header } = findings;
  const author = header.authors.at(-1);
  const certificates = layer?.signedData?.certificates ?? [];
  const learned =
    author?.kind === "one" ? await harvest(assessment, author.mailbox.address, certificates, context) : null;
  return new Opened(findings, await reportOf(findings), learned);
}
