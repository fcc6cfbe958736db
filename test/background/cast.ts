import { beforeEach } from "vitest";
import type { Issued } from "../smime/x509/certificate-builder.ts";
import { authority, correspondent, MadeWorker } from "./made-worker.ts";

/**
 * Who a file's tests are about: people with certificates of one authority, and a worker that is made anew before every
 * test, with Alice's vault open. For the top of a file, where its hooks are registered.
 */
export async function castOf<Name extends string>(addresses: Readonly<Record<Name | "alice", string>>) {
  const ca = await authority();
  const people = {} as Record<Name | "alice", Issued>;
  for (const [name, address] of Object.entries<string>(addresses))
    Object.assign(people, { [name]: await correspondent(ca, address) });
  const made = new MadeWorker();
  beforeEach(async () => {
    made.renew();
    await made.openVault(people.alice);
  });
  return { ...people, ca, made };
}
