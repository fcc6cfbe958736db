/** One party of the matrix: a program that writes and reads S/MIME. Every method throws `Refusal` where it cannot. */
import type { Identity } from "./identities.ts";
import type { EncryptionOrder, Order, SignatureOrder } from "./order.ts";

export interface Party {
  readonly name: string;
  /** As it tells it. */
  readonly version: string;
  /** A message, without the header fields that only mail has. */
  write(order: Order): Promise<Buffer>;
  /** What this recipient finds in it; a signature has been verified. */
  read(message: Buffer, order: Order, recipient: Identity | null): Promise<Buffer>;
  end(): void;
}

/** A program that does one layer at a time. */
export interface LayerParty {
  readonly name: string;
  readonly version: string;
  sign(entity: Buffer, order: SignatureOrder, streamed: boolean): Promise<Buffer>;
  encrypt(entity: Buffer, order: EncryptionOrder, streamed: boolean): Promise<Buffer>;
  verify(message: Buffer, order: SignatureOrder): Promise<Buffer>;
  decrypt(message: Buffer, recipient: Identity): Promise<Buffer>;
  end(): void;
}

/** Signs first, then encrypts; and the other way round for reading. */
export function layered(party: LayerParty, entityOf: (order: Order) => Buffer): Party {
  return {
    name: party.name,
    version: party.version,
    async write(order) {
      const { signature, encryption, streamed = false } = order;
      const inner = signature ? await party.sign(entityOf(order), signature, streamed) : entityOf(order);
      return encryption ? party.encrypt(inner, encryption, streamed) : inner;
    },
    async read(message, { signature, encryption }, recipient) {
      const inner = encryption && recipient ? await party.decrypt(message, recipient) : message;
      return signature ? party.verify(inner, signature) : inner;
    },
    end: () => party.end(),
  };
}
