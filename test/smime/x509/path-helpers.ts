/** Short forms of path requests over built certificates. */
import {
  type PathRefused,
  type PathRequest,
  type ValidatedPath,
  validatePath,
} from "../../../src/smime/x509/certification-path.ts";
import { anchorsOf } from "../../../src/smime/x509/trust-anchor.ts";
import { type Issued, NOW } from "./certificate-builder.ts";

export type Answer = ValidatedPath<"emailProtection"> | PathRefused;

/** Validates the first certificate for mail, the last one being the anchor and those between them at hand. */
export function validateChain(
  chain: readonly Issued[],
  overrides: Partial<PathRequest<"emailProtection">> = {},
): Promise<Answer> {
  const certificates = chain.map(({ certificate }) => certificate);
  const [target, anchor] = [certificates[0], certificates.at(-1)];
  if (!target || !anchor) throw new Error("an empty chain");
  return validatePath({
    target,
    intermediates: certificates.slice(1, -1),
    anchors: anchorsOf([anchor]),
    at: NOW,
    purpose: "emailProtection",
    ...overrides,
  });
}

/** "valid", or the code of the refusal. */
export function codeOf(answer: ValidatedPath | PathRefused): string {
  return answer.kind === "valid" ? answer.kind : answer.reason.code;
}
