/** CMS objects: signatures vouch for what was signed alone, and authenticated envelopes hold what was put into them. */
import { type Bytes, joined } from "../../src/smime/bytes.ts";
import { readCompressedData } from "../../src/smime/cms/compressed-data.ts";
import { contentTypeOf } from "../../src/smime/cms/content-info.ts";
import { openEncryptedData } from "../../src/smime/cms/encrypted-data.ts";
import { openEnveloped } from "../../src/smime/cms/enveloped-data.ts";
import { readSignedData, verifySigner } from "../../src/smime/cms/signed-data.ts";
import { fingerprint, type OpenedWorld } from "./opened-world.ts";
import { ensure } from "./violation.ts";
import { SECRETS } from "./world.ts";

async function checkSigned(input: Bytes, { certificates, signedContents, issued }: OpenedWorld): Promise<void> {
  const signedData = readSignedData(input);
  const content = signedData.content ?? [];
  for (const signerInfo of signedData.signerInfos) {
    const result = await verifySigner(signedData, signerInfo, content, certificates);
    // Whoever changes a certificate that nobody vouches for may sign with it what he likes.
    if (result.kind !== "sound" || !issued.has(fingerprint(result.certificate.tbs))) continue;
    ensure(signedContents.has(fingerprint(joined(content))), "a sound signature is over what was signed");
  }
}

async function checkEnveloped(input: Bytes, { keys, sealedContents }: OpenedWorld): Promise<void> {
  const { authenticated, content } = await openEnveloped(input, keys, SECRETS);
  if (authenticated)
    ensure(sealedContents.has(fingerprint(content)), "an authenticated envelope holds what was put into it");
}

export async function checkCms(input: Bytes, opened: OpenedWorld): Promise<void> {
  switch (contentTypeOf(input)) {
    case "signed-data":
      return checkSigned(input, opened);
    case "enveloped-data":
    case "auth-enveloped-data":
      return checkEnveloped(input, opened);
    case "encrypted-data":
      await openEncryptedData(input, SECRETS);
      return;
    default:
      await readCompressedData(input);
  }
}
