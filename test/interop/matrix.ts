/** Tries every row with every party, and judges: a refusal is a party's own lack only where nobody's message passes. */
import type { Identities } from "./identities.ts";
import { unwrap } from "./mime.ts";
import { isEntityOf, type Order, withCrlf, withLf } from "./order.ts";
import type { Party } from "./party.ts";
import type { Row, Section } from "./rows.ts";
import { Refusal } from "./workshop.ts";

export type Cell =
  | { readonly kind: "ok" }
  /** Waxwing means not to write it. */
  | { readonly kind: "not-written" }
  /** The other side's lack, in its own words, and what shows that it is. */
  | { readonly kind: "lacking"; readonly reason: string; readonly proof: string }
  | { readonly kind: "wrong"; readonly reason: string };

export interface JudgedRow {
  readonly label: string;
  /** By the name of the other party: whether it reads what Waxwing wrote, and Waxwing what it wrote. */
  readonly cells: ReadonlyMap<string, { readonly reads: Cell; readonly writes: Cell }>;
}

export interface JudgedSection {
  readonly title: string;
  readonly rows: readonly JudgedRow[];
}

type Written = { readonly message: Buffer } | { readonly refusal: string };

async function write(party: Party, order: Order): Promise<Written> {
  try {
    const message = await party.write(order);
    if (order.streamed && unwrap(message)[1] !== 0x80) return { refusal: "it writes definite lengths only" };
    if (order.arrives === "lf") return { message: Buffer.from(withLf(message), "latin1") };
    return { message: order.arrives === "crlf" ? withCrlf(message) : message };
  } catch (error) {
    if (error instanceof Refusal) return { refusal: error.message };
    throw error;
  }
}

/** Null where every recipient found the entity; else what went wrong. */
async function complaintOf(
  party: Party,
  message: Buffer,
  order: Order,
  identities: Identities,
): Promise<string | null> {
  const recipients = order.encryption ? order.encryption.recipients.map((name) => identities.of(name)) : [null];
  for (const recipient of recipients)
    try {
      const found = await party.read(message, order, recipient);
      if (!isEntityOf(order, found)) return "another entity came out";
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  return null;
}

/** Why a refusal of Waxwing's message is not Waxwing's fault; null where somebody else's message passes. */
async function proofOf(
  party: Party,
  others: ReadonlyMap<Party, Written>,
  order: Order,
  identities: Identities,
): Promise<string | null> {
  const refused: string[] = [];
  for (const [other, written] of others) {
    if (!("message" in written)) continue;
    if ((await complaintOf(party, written.message, order, identities)) === null) return null;
    refused.push(other === party ? "its own" : `that of ${other.name}`);
  }
  return refused.length === 0 ? "it cannot write it either" : `it refuses ${refused.join(" and ")} too`;
}

export class Matrix {
  readonly #waxwing: Party;
  readonly #others: readonly Party[];
  readonly #identities: Identities;

  constructor(waxwing: Party, others: readonly Party[], identities: Identities) {
    this.#waxwing = waxwing;
    this.#others = others;
    this.#identities = identities;
  }

  async #judgeReading(party: Party, ours: Written, others: ReadonlyMap<Party, Written>, order: Order): Promise<Cell> {
    if (!("message" in ours)) return { kind: "not-written" };
    const reason = await complaintOf(party, ours.message, order, this.#identities);
    if (reason === null) return { kind: "ok" };
    const proof = await proofOf(party, others, order, this.#identities);
    return proof === null ? { kind: "wrong", reason } : { kind: "lacking", reason, proof };
  }

  async #judgeWriting(theirs: Written, order: Order): Promise<Cell> {
    if (!("message" in theirs)) return { kind: "lacking", reason: theirs.refusal, proof: "it does not write it" };
    const reason = await complaintOf(this.#waxwing, theirs.message, order, this.#identities);
    return reason === null ? { kind: "ok" } : { kind: "wrong", reason };
  }

  async judge({ label, order }: Row): Promise<JudgedRow> {
    const ours = await write(this.#waxwing, order);
    const written = new Map<Party, Written>();
    for (const party of this.#others) written.set(party, await write(party, order));
    const cells = new Map<string, { reads: Cell; writes: Cell }>();
    for (const [party, theirs] of written) {
      const reads = await this.#judgeReading(party, ours, written, order);
      cells.set(party.name, { reads, writes: await this.#judgeWriting(theirs, order) });
    }
    return { label, cells };
  }

  async judgeAll(sections: readonly Section[], tell: (row: JudgedRow) => void): Promise<readonly JudgedSection[]> {
    const out: JudgedSection[] = [];
    for (const { title, rows } of sections) {
      const judged: JudgedRow[] = [];
      for (const row of rows) {
        const result = await this.judge(row);
        tell(result);
        judged.push(result);
      }
      out.push({ title, rows: judged });
    }
    return out;
  }
}
