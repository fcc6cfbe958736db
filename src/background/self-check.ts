/** Tries once what everything else rests on: memory, storage, the browser's cryptography, the built-in list. */
import type { Checked, SelfCheck } from "../protocol/protocol.ts";
import { utf8 } from "../smime/bytes.ts";
import { isSmimeError } from "../smime/errors.ts";
import type { Surroundings } from "./surroundings.ts";

const MEMORY = "self-check";
const PROBE = utf8("waxwing");

/** A check that fails throws; what it throws besides is a failure too. */
type Check = (surroundings: Surroundings) => Promise<void>;

function insist(holds: boolean): void {
  if (!holds) throw new Error("self-check failed");
}

async function sessionMemory({ platform }: Surroundings): Promise<void> {
  const key = `${MEMORY}/probe`;
  await platform.session.write(key, "waxwing");
  insist((await platform.session.read(key)) === "waxwing");
  await platform.session.remove(key);
}

/** One store is read, the other changed: nothing of the person's is written anew for a check. */
async function storage({ vault, tickets }: Surroundings): Promise<void> {
  await vault.settings.read();
  await tickets.sweep();
}

async function signing(): Promise<void> {
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const { privateKey, publicKey } = await crypto.subtle.generateKey(algorithm, false, ["sign", "verify"]);
  const signature = await crypto.subtle.sign(algorithm, privateKey, PROBE);
  insist(await crypto.subtle.verify(algorithm, publicKey, signature, PROBE));
  insist(!(await crypto.subtle.verify(algorithm, publicKey, signature, utf8("another"))));
}

async function encryption(): Promise<void> {
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const algorithm = { name: "AES-GCM", iv: crypto.getRandomValues(new Uint8Array(12)) };
  const sealed = await crypto.subtle.encrypt(algorithm, key, PROBE);
  const opened = new Uint8Array(await crypto.subtle.decrypt(algorithm, key, sealed));
  insist(opened.length === PROBE.length && opened.every((octet, i) => octet === PROBE[i]));
}

async function publicAuthorities({ publicAuthorities: list }: Surroundings): Promise<void> {
  insist(list.count > 0 && !Number.isNaN(Date.parse(list.published)));
}

const CHECKS: readonly (readonly [checked: Checked, check: Check])[] = [
  ["session-memory", sessionMemory],
  ["storage", storage],
  ["signing", signing],
  ["encryption", encryption],
  ["public-authorities", publicAuthorities],
];

async function attempt(check: Check, surroundings: Surroundings): Promise<string | null> {
  try {
    await check(surroundings);
    return null;
  } catch (error) {
    return isSmimeError(error) ? error.code : "internal/fault";
  }
}

/** All checks, one after the other; the result is kept until the browser is closed, where that is possible. */
export async function checkOneself(surroundings: Surroundings): Promise<SelfCheck> {
  const results: { checked: Checked; code: string | null }[] = [];
  for (const [checked, check] of CHECKS) results.push({ checked, code: await attempt(check, surroundings) });
  const selfCheck = { at: new Date(surroundings.clock()).toISOString(), results };
  await surroundings.platform.session.write(MEMORY, selfCheck).catch(() => undefined);
  return selfCheck;
}

function isSelfCheck(value: unknown): value is SelfCheck {
  return typeof value === "object" && value !== null && "at" in value && "results" in value;
}

export async function lastSelfCheck({ platform }: Surroundings): Promise<SelfCheck | null> {
  const remembered = await platform.session.read(MEMORY);
  return isSelfCheck(remembered) ? remembered : null;
}
