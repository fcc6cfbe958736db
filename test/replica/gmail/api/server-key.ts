/** A key and a certificate that nobody trusts, for a browser that was told not to mind. */
import { readFileSync } from "node:fs";
import type { Lifetime } from "../../../rig/lifetime.ts";
import { openssl } from "../../../rig/openssl.ts";
import type { ServerKey } from "./server.ts";

export async function makeServerKey(life: Lifetime, hosts: readonly string[]): Promise<ServerKey> {
  const [key, cert] = [life.path("replica.key"), life.path("replica.pem")];
  const names = `subjectAltName=${hosts.map((host) => `DNS:${host}`).join(",")}`;
  const fresh = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=replica"];
  await openssl([...fresh, "-addext", names, "-keyout", key, "-out", cert]);
  return { key: readFileSync(key), cert: readFileSync(cert) };
}
