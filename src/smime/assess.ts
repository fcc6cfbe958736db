/**
 * From evidence to verdict. `vouch` is the one place that says "verified", and it takes a validated path to get there;
 * nothing here may soften a refusal or guess an author.
 */
import type { SignerResult } from "./cms/signed-data.ts";
import type { ReadingContext } from "./reading.ts";
import type { Author } from "./shown-header.ts";
import { type SigningMoment, signingMoment } from "./signing-time.ts";
import type { Mailbox } from "./verdict/display.ts";
import type { PartialCode, Remark, SignatureVerdict, Signer } from "./verdict/vocabulary.ts";
import type { Certificate } from "./x509/certificate.ts";
import { type PathRefused, type ValidatedPath, validatePath } from "./x509/certification-path.ts";
import { nameToString } from "./x509/name.ts";
import { mailAddressesOf, namesAddress } from "./x509/subject-alt-name.ts";
import { summarize } from "./x509/summary.ts";

type SoundResult = Extract<SignerResult, { kind: "sound" }>;
type MailPath = ValidatedPath<"emailProtection">;

/** What a signature is held against. */
export interface Claim {
  /** Every From a reader may be shown; the signer has to answer for each. */
  readonly authors: readonly Author[];
  /** Milliseconds since 1970, from the Date field; null if there is none. */
  readonly date: number | null;
  /** Why the signature does not cover all that is shown; null if it does. */
  readonly partial: PartialCode | null;
  /** The certificates that travelled with the signature. */
  readonly certificates: readonly Certificate[];
}

export interface Assessment {
  readonly verdict: SignatureVerdict;
  readonly result: SignerResult | null;
  readonly path: MailPath | PathRefused | null;
  readonly moment: SigningMoment | null;
  readonly remarks: readonly Remark[];
}

/** The one mint of "verified": for a path that `validatePath` proved, ending at the signer's certificate. */
export function vouch(path: MailPath, from: Mailbox, signer: Signer): SignatureVerdict {
  const [certificate] = path.certificates;
  if (!certificate || !namesAddress(certificate, from.address))
    return { kind: "mismatched", signer, from: from.address };
  return { kind: "verified", signer, revocation: path.revocation };
}

export async function describeSigner(certificate: Certificate, result: SignerResult): Promise<Signer> {
  const { addresses, name, subject, issuer, issuerName, serial, fingerprint } = await summarize(certificate);
  const sound = result.kind === "sound" ? result : null;
  const time = sound?.signingTime ?? null;
  return {
    addresses,
    name,
    subject,
    issuer,
    issuerName,
    serial,
    fingerprint,
    signingTime: time === null ? null : new Date(time).toISOString(),
    digest: sound?.digest ?? "",
    scheme: sound?.scheme ?? "",
  };
}

/** The worst of the authors a reader may be shown decides. */
function judgeAuthors(path: MailPath, authors: readonly Author[], signer: Signer): SignatureVerdict {
  let best: SignatureVerdict = { kind: "undetermined", claimed: signer, reason: "no-from" };
  for (const author of authors) {
    if (author.kind !== "one") return { kind: "undetermined", claimed: signer, reason: author.kind };
    best = vouch(path, author.mailbox, signer);
    if (best.kind === "mismatched") return best;
  }
  return best;
}

const WEAK: readonly Remark[] = ["legacy/sha-1", "legacy/md5", "legacy/dsa", "legacy/short-key"];

function isWeak(result: SoundResult): boolean {
  return result.remarks.some((remark) => WEAK.includes(remark));
}

function judge(result: SoundResult, path: MailPath | PathRefused, claim: Claim, signer: Signer): SignatureVerdict {
  if (claim.partial !== null) return { kind: "partial", signer, reason: claim.partial };
  if (isWeak(result)) {
    const subject = nameToString(result.certificate.subject);
    return { kind: "untrusted", claimed: signer, reason: { code: "weak-algorithm", subject } };
  }
  if (path.kind === "refused") return { kind: "untrusted", claimed: signer, reason: path.reason };
  return judgeAuthors(path, claim.authors, signer);
}

export interface PathWanted {
  readonly target: Certificate;
  readonly use: "sign" | "encrypt";
  /** The certificates that travelled with the message. */
  readonly travelled: readonly Certificate[];
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A path for mail at that moment, over everything known. */
export function findPath(
  { target, use, travelled, at }: PathWanted,
  context: ReadingContext,
): Promise<MailPath | PathRefused> {
  return validatePath({
    target,
    intermediates: [...travelled, ...context.certificates],
    anchors: context.anchors,
    at,
    now: context.now,
    purpose: "emailProtection",
    use,
    revocation: "if-known",
    ...(context.crls && { crls: context.crls }),
    ...(context.ocsp && { ocsp: context.ocsp }),
  });
}

function remarksOn(result: SoundResult, path: MailPath | PathRefused, moment: SigningMoment, now: number): Remark[] {
  const expired = path.kind === "valid" && result.certificate.notAfter < now;
  return [
    ...result.remarks,
    ...moment.remarks,
    ...(expired ? ["certificate/expired-since" as const] : []),
    ...(mailAddressesOf(result.certificate).onlyInSubject ? ["certificate/address-only-in-subject" as const] : []),
  ];
}

async function assessSound(result: SoundResult, claim: Claim, context: ReadingContext): Promise<Assessment> {
  const signer = await describeSigner(result.certificate, result);
  const moment = signingMoment(result.signingTime, claim.date, context.now);
  const wanted = { target: result.certificate, use: "sign", travelled: claim.certificates, at: moment.at } as const;
  const path = await findPath(wanted, context);
  const remarks = remarksOn(result, path, moment, context.now);
  return { verdict: judge(result, path, claim, signer), result, path, moment, remarks };
}

async function assessUnsound(result: Exclude<SignerResult, SoundResult>): Promise<Assessment> {
  const claimed = result.certificate ? await describeSigner(result.certificate, result) : null;
  const bare = { result, path: null, moment: null, remarks: [] };
  if (result.kind === "altered") return { ...bare, verdict: { kind: "altered", claimed, reason: result.reason } };
  return { ...bare, verdict: { kind: "undetermined", claimed, reason: result.reason } };
}

/** Which of two signers' verdicts says more, best first. Anybody may add a signer to a SignedData. */
const PREFERENCE: readonly SignatureVerdict["kind"][] = [
  "verified",
  "partial",
  "mismatched",
  "untrusted",
  "altered",
  "undetermined",
];

function preferred(a: Assessment, b: Assessment): Assessment {
  return PREFERENCE.indexOf(b.verdict.kind) < PREFERENCE.indexOf(a.verdict.kind) ? b : a;
}

/** Assesses every signer of one layer and keeps the best. There must be one result at least. */
export async function assess(
  results: readonly SignerResult[],
  claim: Claim,
  context: ReadingContext,
): Promise<Assessment> {
  let best: Assessment | null = null;
  for (const result of results) {
    const next = result.kind === "sound" ? await assessSound(result, claim, context) : await assessUnsound(result);
    best = best === null ? next : preferred(best, next);
  }
  return best ?? unassessable("no-signer");
}

/** For a layer without any signer that could be looked at. */
export function unassessable(reason: Extract<SignatureVerdict, { kind: "undetermined" }>["reason"]): Assessment {
  const verdict = { kind: "undetermined", claimed: null, reason } as const;
  return { verdict, result: null, path: null, moment: null, remarks: [] };
}
