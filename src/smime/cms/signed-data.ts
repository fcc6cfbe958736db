/** SignedData (RFC 5652 section 5): reading, verifying and writing it. */
export { type Capability } from "./capability.ts";
export { type SignedData, readSignedData } from "./signed-data-syntax.ts";
export { createSignedData, type SignedDataRequest, writeSignedData } from "./signed-data-writer.ts";
export type { SignerInfo } from "./signer-info.ts";
export { type SignerResult, verifySigner } from "./signer-verification.ts";
