/** One question to a resolver and its answer, as octets (RFC 1035 section 4, RFC 6891). Only the answers are read. */
import { type Bytes, concat } from "../../smime/bytes.ts";
import { SmimeError } from "../../smime/errors.ts";
import { readDnsName, writeDnsName } from "./dns-name.ts";

export const DNS_LIMITS = {
  /** Octets of a message: what a length of sixteen bits can say. */
  message: 65_535,
  /** Records that are looked at. */
  records: 64,
  /** Names that lead on to another name. */
  aliases: 8,
} as const;

const CLASS_IN = 1;
const TYPE_CNAME = 5;
const TYPE_OPT = 41;

const RECURSION_DESIRED = 0x0100;
/** In a question: tell whether the answer is authenticated (RFC 6840 section 5.7). In an answer: it is. */
const AUTHENTIC_DATA = 0x0020;
const IS_RESPONSE = 0x8000;
const OPCODE = 0x7800;
const TRUNCATED = 0x0200;

/** Questions are as long as many others, so that their length tells less (RFC 8467 section 4.1). */
const BLOCK = 128;
const OPTION_PADDING = 12;
/** Octets that a resolver behind the resolver may send at once. */
const PAYLOAD = 4096;
/** Fixed octets: of the header, of a question after its name, of OPT with an empty padding option. */
const [HEADER, QUESTION_END, OPT] = [12, 4, 15];

function words(...values: readonly number[]): Bytes {
  return Uint8Array.from(values.flatMap((value) => [value >> 8, value & 0xff]));
}

/** A question of class IN, with id 0 as RFC 8484 section 4.1 asks. `name` is one for which `isDnsName` holds. */
export function writeQuestion(name: string, type: number): Bytes {
  const owner = writeDnsName(name);
  const length = HEADER + owner.length + QUESTION_END + OPT;
  const padding = new Uint8Array((BLOCK - (length % BLOCK)) % BLOCK);
  return concat(
    words(0, RECURSION_DESIRED | AUTHENTIC_DATA, 1, 0, 0, 1),
    owner,
    words(type, CLASS_IN),
    Uint8Array.of(0),
    words(TYPE_OPT, PAYLOAD, 0, 0, padding.length + 4, OPTION_PADDING, padding.length),
    padding,
  );
}

export interface DnsAnswer {
  /** 0 NOERROR, 2 SERVFAIL, 3 NXDOMAIN, 5 REFUSED, … (RFC 1035 section 4.1.1). */
  readonly code: number;
  /** The resolver says that it proved the answer by DNSSEC. */
  readonly authenticated: boolean;
  /** RDATA of the records of the type asked for, at the name asked for or where its aliases lead. */
  readonly records: readonly Bytes[];
}

interface DnsRecord {
  readonly owner: string;
  readonly type: number;
  readonly data: Bytes;
  /** Where the name leads; null but for an alias. */
  readonly alias: string | null;
}

function unreadable(reason: string): SmimeError {
  return new SmimeError("look-up/unreadable", { reason });
}

class DnsReader {
  readonly #octets: Bytes;
  readonly #view: DataView;
  #position = 0;

  constructor(octets: Bytes) {
    this.#octets = octets;
    this.#view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  }

  word(): number {
    if (this.#position + 2 > this.#octets.length) throw unreadable("cut-short");
    this.#position += 2;
    return this.#view.getUint16(this.#position - 2);
  }

  name(): string {
    const { text, end } = readDnsName(this.#octets, this.#position);
    this.#position = end;
    return text;
  }

  record(): DnsRecord & { readonly isInternet: boolean } {
    const owner = this.name();
    const [type, kind] = [this.word(), this.word()];
    // The time to live: nothing is kept by it.
    this.word();
    this.word();
    const length = this.word();
    const start = this.#position;
    if (start + length > this.#octets.length) throw unreadable("cut-short");
    this.#position += length;
    const alias = type === TYPE_CNAME ? readDnsName(this.#octets, start) : null;
    if (alias !== null && alias.end !== this.#position) throw unreadable("alias");
    const data = this.#octets.slice(start, this.#position);
    return { owner, type, data, alias: alias && alias.text, isInternet: kind === CLASS_IN };
  }
}

/** @throws SmimeError look-up/unreadable */
function readHeader(reader: DnsReader): {
  readonly flags: number;
  readonly questions: number;
  readonly answers: number;
} {
  const [id, flags, questions, answers] = [reader.word(), reader.word(), reader.word(), reader.word()];
  reader.word();
  reader.word();
  if (id !== 0 || (flags & IS_RESPONSE) === 0 || (flags & OPCODE) !== 0) throw unreadable("no-answer");
  if ((flags & TRUNCATED) !== 0) throw unreadable("truncated");
  if (questions !== 1) throw unreadable("questions");
  if (answers > DNS_LIMITS.records) throw unreadable("too-many-records");
  return { flags, questions, answers };
}

/** @throws SmimeError look-up/unreadable for aliases without end */
function followAliases(name: string, records: readonly DnsRecord[]): string {
  let at = name;
  for (let steps = 0; steps <= DNS_LIMITS.aliases; steps++) {
    const next = records.find(({ owner, alias }) => alias !== null && owner === at)?.alias;
    if (next === undefined || next === null) return at;
    at = next;
  }
  throw unreadable("too-many-aliases");
}

/** Reads the answer to `writeQuestion(name, type)`. @throws SmimeError look-up/unreadable */
export function readAnswer(message: Bytes, name: string, type: number): DnsAnswer {
  if (message.length > DNS_LIMITS.message) throw unreadable("too-long");
  const reader = new DnsReader(message);
  const { flags, answers } = readHeader(reader);
  const asked = name.toLowerCase();
  const [about, aboutType, aboutClass] = [reader.name(), reader.word(), reader.word()];
  if (about !== asked || aboutType !== type || aboutClass !== CLASS_IN) throw unreadable("other-question");
  const records = Array.from({ length: answers }, () => reader.record()).filter(({ isInternet }) => isInternet);
  const at = followAliases(asked, records);
  return {
    code: flags & 0x000f,
    authenticated: (flags & AUTHENTIC_DATA) !== 0,
    records: records.filter((record) => record.type === type && record.owner === at).map(({ data }) => data),
  };
}
