/** What is fuzzed: for each target the reader it goes through, and the promises that must hold whatever comes out. */
import type { Bytes } from "../../src/smime/bytes.ts";
import { HAVOC, type Mutation } from "./havoc.ts";
import { MIME_MUTATIONS } from "./mime-lines.ts";
import type { OpenedWorld } from "./opened-world.ts";
import { checkTree } from "./reads-asn1.ts";
import { checkCertificates, checkRevocation } from "./reads-certificates.ts";
import { checkCms } from "./reads-cms.ts";
import { checkKeyFile } from "./reads-key-files.ts";
import { checkInner, checkMessage } from "./reads-messages.ts";
import { checkMime } from "./reads-mime.ts";
import { mutateTlv } from "./tlv.ts";
import type { TargetName } from "./world.ts";

export interface Target {
  /** Kinds of change, each as likely as the others. */
  readonly mutations: readonly Mutation[];
  /** @throws SmimeError for what the reader refuses; Violation and anything else for what must not happen */
  check(input: Bytes, opened: OpenedWorld): void | Promise<void>;
}

const havoc: Mutation = (input, material) => material.random.pick(HAVOC)(input, material);

/** Knowing changes are worth more than blind ones. */
const BER: readonly Mutation[] = [mutateTlv, mutateTlv, mutateTlv, mutateTlv, havoc];
const MAIL: readonly Mutation[] = [...MIME_MUTATIONS, havoc];

export const TARGET: Readonly<Record<TargetName, Target>> = {
  asn1: { mutations: BER, check: checkTree },
  mime: { mutations: MAIL, check: checkMime },
  message: { mutations: MAIL, check: checkMessage },
  inner: { mutations: MAIL, check: checkInner },
  cms: { mutations: BER, check: checkCms },
  x509: { mutations: BER, check: checkCertificates },
  revocation: { mutations: BER, check: checkRevocation },
  pkcs12: { mutations: BER, check: checkKeyFile },
};
