/** Who sent a message, by what the browser says about it. */

/** What the browser, not the message, says about a sender. Absent facts are null. */
export interface AttestedSender {
  /** The extension the sender belongs to. */
  readonly extensionId: string | null;
  readonly url: string | null;
  readonly origin: string | null;
  readonly tabId: number | null;
  /** 0 for the top frame of a tab. */
  readonly frameId: number | null;
  readonly documentId: string | null;
}

/** The document's scheme and host as `location.origin` would spell it, for schemes `URL.origin` calls opaque too. */
export function originOf(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}

export function attestedSender(sender: AttestedMessageSender): AttestedSender {
  return {
    extensionId: sender.id ?? null,
    url: sender.url ?? null,
    origin: sender.origin ?? null,
    tabId: sender.tab?.id ?? null,
    frameId: sender.frameId ?? null,
    documentId: sender.documentId ?? null,
  };
}

/** The parts of the browser's MessageSender that are read; Firefox leaves `origin` out. */
export interface AttestedMessageSender {
  readonly id?: string;
  readonly url?: string;
  readonly origin?: string;
  readonly tab?: { readonly id?: number | undefined };
  readonly frameId?: number;
  readonly documentId?: string;
}
