/** One encrypted layer: opened with whichever key fits, or a verdict that says why not. */
import type { Bytes } from "./bytes.ts";
import { openEnveloped } from "./cms/enveloped-data.ts";
import type { RecipientKey } from "./cms/keys.ts";
import { isSmimeError } from "./errors.ts";
import type { EncryptionVerdict, Remark } from "./verdict/vocabulary.ts";

export interface OpenedEncryption {
  /** Null where it could not be opened. */
  readonly content: Bytes | null;
  readonly verdict: EncryptionVerdict;
  readonly remarks: readonly Remark[];
}

/** Never throws for content that cannot be decrypted. */
export async function openEncryption(
  contentInfo: Bytes,
  keys: readonly RecipientKey[] | "locked",
): Promise<OpenedEncryption> {
  if (keys === "locked") return { content: null, verdict: { kind: "locked" }, remarks: [] };
  try {
    const { content, contentEncryption, keyManagement, authenticated, remarks } = await openEnveloped(
      contentInfo,
      keys,
    );
    return { content, verdict: { kind: "decrypted", contentEncryption, keyManagement, authenticated }, remarks };
  } catch (error) {
    if (isSmimeError(error)) return { content: null, verdict: { kind: "failed", code: error.code }, remarks: [] };
    throw error;
  }
}
