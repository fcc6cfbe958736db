/**
 * A signature in a file of its own, held against the file it came with. There is no message here and nobody it says it
 * is from, so at best it is known who signed: never that a sender is genuine.
 */
import { assess, unassessable } from "./assess.ts";
import type { Bytes } from "./bytes.ts";
import { checksOf } from "./checks.ts";
import { readSignedData } from "./cms/signed-data.ts";
import type { ReadingContext } from "./reading.ts";
import { verifyDetached } from "./signature-layer.ts";
import type { MessageReport, Remark } from "./verdict/vocabulary.ts";
import { summarize } from "./x509/summary.ts";

const NOT_ENCRYPTED = { kind: "none" } as const;

/**
 * `signature` is a detached SignedData, DER or BER; `content` what it is said to be over, as it lies on the disk.
 * @throws SmimeError cms/* where the signature cannot be read
 */
export async function readDetachedSignature(
  signature: Bytes,
  content: Bytes,
  context: ReadingContext,
): Promise<MessageReport> {
  const signedData = readSignedData(signature);
  const { results, lineEndsRestored } = await verifyDetached(signedData, content, context.certificates);
  const claim = { authors: [], date: null, partial: null, certificates: signedData.certificates };
  const assessment = results.length === 0 ? unassessable("no-signer") : await assess(results, claim, context);
  const restored: readonly Remark[] = lineEndsRestored ? ["signature/line-ends-restored"] : [];
  return {
    signature: assessment.verdict,
    encryption: NOT_ENCRYPTED,
    layers: [],
    checks: checksOf(assessment, [], NOT_ENCRYPTED),
    path: await Promise.all((assessment.path?.certificates ?? []).map(summarize)),
    remarks: [...assessment.remarks, ...restored],
  };
}
