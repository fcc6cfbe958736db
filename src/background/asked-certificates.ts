/** Certificates that a browser-owned window is to ask about, on their way there from a composer's frame. The latest only. */
import type { SessionMemory } from "../platform/platform.ts";
import { type Bytes, fromLatin1, latin1 } from "../smime/bytes.ts";
import { SmimeError } from "../smime/errors.ts";
import type { LookedUp } from "../vault/database.ts";
import { fingerprintOfOctets } from "../vault/fingerprint.ts";

const MEMORY = "certificates-asked";

/** Octets. Nobody's certificates with all above them are larger, and session memory is small. */
export const ASKED_LIMIT = 256 * 1024;

function isLookedUp(value: unknown): value is LookedUp {
  return typeof value === "object" && value !== null && "domain" in value && "date" in value;
}

export class AskedCertificates {
  readonly #memory: SessionMemory;

  constructor(memory: SessionMemory) {
    this.#memory = memory;
  }

  /**
   * The same file has the same name, so that it is asked about in one window. `lookedUp`: where it was found.
   * @throws SmimeError file/too-large
   */
  async put(file: Bytes, lookedUp: LookedUp | null = null): Promise<string> {
    if (file.length > ASKED_LIMIT) throw new SmimeError("file/too-large", { size: file.length, limit: ASKED_LIMIT });
    const id = await fingerprintOfOctets(file);
    await this.#memory.write(MEMORY, { id, file: btoa(latin1(file)), lookedUp });
    return id;
  }

  /** @throws SmimeError x509/no-certificate where another was put since */
  async get(id: string): Promise<Bytes> {
    const kept = await this.#memory.read(MEMORY);
    if (typeof kept === "object" && kept !== null && "id" in kept && "file" in kept)
      if (kept.id === id && typeof kept.file === "string") return fromLatin1(atob(kept.file));
    throw new SmimeError("x509/no-certificate", {});
  }

  /** Where this very file was found, if a look-up found it; null for every other file. */
  async origin(file: Bytes): Promise<LookedUp | null> {
    const kept = await this.#memory.read(MEMORY);
    if (typeof kept !== "object" || kept === null || !("id" in kept) || !("lookedUp" in kept)) return null;
    return isLookedUp(kept.lookedUp) && kept.id === (await fingerprintOfOctets(file)) ? kept.lookedUp : null;
  }
}
