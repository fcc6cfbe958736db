/**
 * Whose registration with Google is used: the administrator's, else what the person entered, else that of whoever
 * published this build. A registration is configuration: the permission to send is granted to it by name.
 */
import type { Platform } from "../../platform/platform.ts";
import type { GmailClient, GmailClientStatus } from "../../protocol/gmail.ts";
import { SmimeError } from "../../smime/errors.ts";
import type { GmailSettings } from "../../vault/gmail-settings.ts";
import publisher from "./publisher.json";

export interface KnownClient extends GmailClient {
  readonly source: GmailClientStatus["source"];
}

async function policyClient(platform: Platform): Promise<GmailClient | null> {
  const [id, secret, flow] = await Promise.all(
    ["gmailClientId", "gmailClientSecret", "gmailFlow"].map((key) => platform.policy(key)),
  );
  if (typeof id !== "string" || id.trim() === "") return null;
  return {
    id: id.trim(),
    secret: typeof secret === "string" ? secret : "",
    flow: flow === "code" ? "code" : "implicit",
  };
}

/** Null where nobody supplied one. */
export async function findClient(platform: Platform, settings: GmailSettings): Promise<KnownClient | null> {
  const policy = await policyClient(platform);
  if (policy) return { ...policy, source: "policy" };
  const own = await settings.client();
  if (own) return { ...own, source: "settings" };
  const { clientId } = publisher;
  return clientId === "" ? null : { id: clientId, secret: "", flow: "implicit", source: "publisher" };
}

/** @throws SmimeError gmail/no-client */
export async function requireClient(platform: Platform, settings: GmailSettings): Promise<KnownClient> {
  const client = await findClient(platform, settings);
  if (client === null) throw new SmimeError("gmail/no-client", {});
  return client;
}
