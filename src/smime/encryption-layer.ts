/** One encrypted layer: opened with whichever key fits, or a verdict that says why not. */
import type { Bytes } from "./bytes.ts";
import { contentTypeOf } from "./cms/content-info.ts";
import { openEncryptedData } from "./cms/encrypted-data.ts";
import { type OpenedEnvelope, openEnveloped } from "./cms/enveloped-data.ts";
import type { RecipientKey, Secret } from "./cms/keys.ts";
import { isSmimeError } from "./errors.ts";
import type { EncryptionVerdict, Remark } from "./verdict/vocabulary.ts";

export interface OpenedEncryption {
  /** Null where it could not be opened. */
  readonly content: Bytes | null;
  readonly verdict: EncryptionVerdict;
  readonly remarks: readonly Remark[];
}

async function open(
  contentInfo: Bytes,
  keys: readonly RecipientKey[],
  secrets: readonly Secret[],
): Promise<OpenedEnvelope> {
  if (contentTypeOf(contentInfo) === "encrypted-data") return openEncryptedData(contentInfo, secrets);
  return openEnveloped(contentInfo, keys, secrets);
}

/** Never throws for content that cannot be decrypted. */
export async function openEncryption(
  contentInfo: Bytes,
  keys: readonly RecipientKey[] | "locked",
  secrets: readonly Secret[] = [],
): Promise<OpenedEncryption> {
  if (keys === "locked") return { content: null, verdict: { kind: "locked" }, remarks: [] };
  try {
    const { content, remarks, contentEncryption, keyManagement, authenticated } = await open(
      contentInfo,
      keys,
      secrets,
    );
    return { content, verdict: { kind: "decrypted", contentEncryption, keyManagement, authenticated }, remarks };
  } catch (error) {
    if (isSmimeError(error)) return { content: null, verdict: { kind: "failed", code: error.code }, remarks: [] };
    throw error;
  }
}
