/** Key files: under a MAC that verifies, the keys are the ones that were put in. */
import type { Bytes } from "../../src/smime/bytes.ts";
import { readPrivateKeyFile } from "../../src/smime/pkcs12/private-key.ts";
import { keyFor } from "../../src/smime/pkcs12/private-key.ts";
import { readPfx } from "../../src/smime/pkcs12/pfx.ts";
import { fingerprint, type OpenedWorld, orNull } from "./opened-world.ts";
import { ensure } from "./violation.ts";
import { PASSWORD } from "./world.ts";

export async function checkKeyFile(input: Bytes, { privateKeys, certificates }: OpenedWorld): Promise<void> {
  const pkcs8 = await orNull(() => readPrivateKeyFile(input));
  for (const certificate of pkcs8 ? certificates : []) await orNull(() => keyFor(pkcs8 ?? input, certificate, []));
  const { identities, keysWithoutCertificate, mac } = await readPfx(input, PASSWORD);
  if (mac === null) return;
  const keys = [...identities.map((identity) => identity.pkcs8), ...keysWithoutCertificate];
  ensure(
    keys.every((key) => privateKeys.has(fingerprint(key))),
    "keys under a sound MAC are the ones put in",
  );
}
