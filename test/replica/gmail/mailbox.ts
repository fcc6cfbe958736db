/** What the replica of Gmail keeps: accounts with messages as raw RFC 5322 octets, in threads, under labels. */

export interface StoredMessage {
  /** Sixteen hexadecimal digits, as the API and `data-legacy-message-id` spell it. */
  readonly id: string;
  /** The id of the thread's first message. */
  readonly threadId: string;
  readonly raw: Uint8Array<ArrayBuffer>;
  readonly labels: Set<string>;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
  /** Gmail's page shows a message just sent without its hexadecimal id until its server has caught up. */
  synced: boolean;
}

/** One after the other, across all accounts: no id is ever met twice. */
let lastId = 0x18b0_0000_0000_0000n;

function nextId(): string {
  lastId += 0x1_0003n;
  return lastId.toString(16).padStart(16, "0");
}

/** The unfolded text of the first field of that name; "" if there is none. */
export function headerOf(raw: Uint8Array, name: string): string {
  const [block = ""] = Buffer.from(raw)
    .toString("utf8")
    .split(/\r?\n\r?\n/, 1);
  const fields = block.replaceAll(/\r?\n[ \t]+/g, " ").split(/\r?\n/);
  const field = fields.find((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  return field === undefined ? "" : field.slice(name.length + 1).trim();
}

function referencesOf(raw: Uint8Array): readonly string[] {
  return `${headerOf(raw, "references")} ${headerOf(raw, "in-reply-to")}`.match(/<[^<>]+>/g) ?? [];
}

/** The subject without what answering adds to it. */
export function plainSubject(raw: Uint8Array): string {
  return headerOf(raw, "subject")
    .replace(/^(?:\s*re\s*:)+/i, "")
    .trim();
}

export class Account {
  readonly address: string;
  /** Other addresses this account may send as, itself not among them. */
  readonly aliases: readonly string[];
  readonly name: string;
  readonly messages: StoredMessage[] = [];

  constructor(address: string, name: string, aliases: readonly string[] = []) {
    this.address = address;
    this.name = name;
    this.aliases = aliases;
  }

  /**
   * Keeps a message; in `threadId` if that thread is here, else where its References lead under the same subject, else in
   * a new thread.
   */
  file(raw: Uint8Array, labels: readonly string[], threadId: string | null = null, synced = true): StoredMessage {
    const id = nextId();
    const known = threadId !== null && this.thread(threadId).length > 0 ? threadId : this.#threadOf(raw);
    const message: StoredMessage = {
      id,
      threadId: known ?? id,
      raw: Uint8Array.from(raw),
      labels: new Set(labels),
      receivedAt: Date.now(),
      synced,
    };
    this.messages.push(message);
    return message;
  }

  message(id: string): StoredMessage | null {
    return this.messages.find((message) => message.id === id) ?? null;
  }

  /** Oldest first. */
  thread(threadId: string): readonly StoredMessage[] {
    return this.messages.filter((message) => message.threadId === threadId);
  }

  /** Oldest first. */
  labelled(label: string): readonly StoredMessage[] {
    return this.messages.filter(({ labels }) => labels.has(label));
  }

  remove(id: string): void {
    const index = this.messages.findIndex((message) => message.id === id);
    if (index >= 0) this.messages.splice(index, 1);
  }

  #threadOf(raw: Uint8Array): string | null {
    const wanted = new Set(referencesOf(raw));
    const subject = plainSubject(raw);
    const answered = this.messages.find(
      (message) => wanted.has(headerOf(message.raw, "message-id")) && plainSubject(message.raw) === subject,
    );
    return answered?.threadId ?? null;
  }
}

export class PostOffice {
  readonly accounts: readonly Account[];

  constructor(accounts: readonly Account[]) {
    this.accounts = accounts;
  }

  /** The account with this address or alias; null for people elsewhere. */
  account(address: string): Account | null {
    const wanted = address.toLowerCase();
    const has = (account: Account) => [account.address, ...account.aliases].some((one) => one.toLowerCase() === wanted);
    return this.accounts.find(has) ?? null;
  }

  /** Puts the octets as they are into the inbox of every recipient who lives here; who does not is left out. */
  deliver(raw: Uint8Array, to: readonly string[]): readonly StoredMessage[] {
    const recipients = new Set(to.map((address) => this.account(address)).filter((account) => account !== null));
    return [...recipients].map((account) => account.file(raw, ["INBOX", "UNREAD"]));
  }
}
