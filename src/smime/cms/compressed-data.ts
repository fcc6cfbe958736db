/** CompressedData (RFC 3274): reading it, within limits. Waxwing never writes it. */
import { context, type Element, Fields, TAG } from "../asn1/reader.ts";
import { octetStringSegments, oidOf, smallInteger } from "../asn1/values.ts";
import { type Bytes, joined, type Segments, totalLength } from "../bytes.ts";
import { SmimeError } from "../errors.ts";
import { type AlgorithmIdentifier, readAlgorithmIdentifier } from "../x509/algorithm-identifier.ts";
import { contentOf } from "./content-info.ts";
import { CMS_LIMITS } from "./limits.ts";
import { reading } from "./structure.ts";

const ZLIB = "1.2.840.113549.1.9.16.3.8";

export interface DecompressedContent {
  /** OID of the content's type. */
  readonly contentType: string;
  readonly content: Bytes;
}

interface CompressedData {
  readonly algorithm: AlgorithmIdentifier;
  readonly contentType: string;
  readonly compressed: Segments;
}

function readCompressedDataElement(element: Element): CompressedData {
  const fields = new Fields(element);
  smallInteger(fields.required(TAG.integer));
  const algorithm = readAlgorithmIdentifier(fields.required(TAG.sequence));
  const encapsulated = new Fields(fields.required(TAG.sequence));
  fields.end();
  const contentType = oidOf(encapsulated.required(TAG.oid));
  const wrapper = new Fields(encapsulated.required(context(0)));
  return { algorithm, contentType, compressed: octetStringSegments(wrapper.any()) };
}

/** A message of some octets may grow to this many: enough for honest text, too little for a bomb. */
function allowance(compressed: Segments): number {
  const proportionate = totalLength(compressed) * CMS_LIMITS.compressionRatio;
  return Math.min(CMS_LIMITS.decompressedOctets, Math.max(CMS_LIMITS.decompressedAlways, proportionate));
}

async function inflate(compressed: Segments, maximum: number): Promise<Bytes> {
  const stream = new Blob([joined(compressed)]).stream().pipeThrough(new DecompressionStream("deflate"));
  const reader = stream.getReader();
  const out: Bytes[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return joined(out);
    length += value.length;
    if (length > maximum) {
      await reader.cancel();
      throw new SmimeError("cms/limit-exceeded", { limit: "decompressedOctets" });
    }
    out.push(value);
  }
}

/** @throws SmimeError cms/malformed, cms/limit-exceeded, cms/unsupported-content-type, cms/unsupported-algorithm */
export async function readCompressedData(contentInfo: Bytes): Promise<DecompressedContent> {
  const element = contentOf(contentInfo, "compressed-data");
  const { algorithm, contentType, compressed } = reading("CompressedData", () => readCompressedDataElement(element));
  if (algorithm.oid !== ZLIB) throw new SmimeError("cms/unsupported-algorithm", { oid: algorithm.oid });
  try {
    return { contentType, content: await inflate(compressed, allowance(compressed)) };
  } catch (cause) {
    if (cause instanceof SmimeError) throw cause;
    throw new SmimeError("cms/malformed", { structure: "CompressedData" }, { cause });
  }
}
