/**
 * A whole mail house on loopback: mailboxes, the way in, the way out, a stock webmail, and people with certificates.
 * Nothing of it is left behind when it ends.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SEALED_LIMIT } from "../../src/protocol/sealed-size.ts";
import { missingForRig } from "./browsers.mjs";
import { type Holder, makeCertificates } from "./certificates.ts";
import { deliver } from "./delivery.ts";
import { startDovecot } from "./dovecot.ts";
import { type Letter, type LetterName, writeLetters } from "./letters.ts";
import { Lifetime } from "./lifetime.ts";
import { everythingStored, storedMessages } from "./mailbox.ts";
import { type Outgoing, startOutgoing } from "./outgoing.ts";
import type { Practice } from "./practice.ts";
import { startRoundcube, type Webmail } from "./roundcube.ts";

/** Everybody's password for mail. Not the one of a key file, nor Waxwing's passphrase. */
export const MAIL_PASSWORD = "secret";

export const rigIsPossible = missingForRig().length === 0;

export interface Rig extends Practice {
  readonly webmail: Webmail;
  readonly outgoing: Outgoing;
  /** Ends everything; `failed` keeps the logs in `.rig/` for a look. */
  end(failed?: boolean): Promise<void>;
}

export interface RigWishes {
  readonly album?: string;
  /** Seconds between the webmail's own saves of an open draft; stock Roundcube has 300. */
  readonly draftAutosave?: number;
  /** MiB that the webmail takes of one file. */
  readonly uploadLimit?: number;
  /** What is in Alice's mailbox at the start, oldest first; everything unless told. */
  readonly letters?: readonly LetterName[];
}

export async function startRig({
  album = "tests",
  draftAutosave = 300,
  uploadLimit = 64,
  letters: names,
}: RigWishes = {}): Promise<Rig> {
  const life = new Lifetime("waxwing-rig");
  try {
    const certificates = await makeCertificates(life);
    const { alice, bob, carol, dora } = certificates;
    const letters = await writeLetters(certificates);
    const { imapPort, lmtpPort } = await startDovecot(life, MAIL_PASSWORD);
    const addresses = [alice, bob, carol, dora].map(({ address }) => address);
    const outgoing = await startOutgoing(life, lmtpPort, addresses);
    const webmail = await startRoundcube(life, { imapPort, smtpPort: outgoing.port, draftAutosave, uploadLimit });
    const put = (letter: Letter, to: Holder) => deliver(lmtpPort, letter.from, [to.address], letter.raw);
    for (const [name, letter] of Object.entries(letters))
      if (names === undefined || names.some((wanted) => wanted === name)) await put(letter, alice);
    return {
      life,
      certificates,
      letters,
      webmail,
      sealedLimit: Math.min(uploadLimit * 2 ** 20, SEALED_LIMIT),
      outgoing,
      album,
      deliver: put,
      stored: (who, folder) => storedMessages(life.path("mail"), who.address, folder),
      everythingKept: () => [
        ...addresses.flatMap((address) => everythingStored(life.path("mail"), address)),
        readFileSync(life.path("webmail.db")),
      ],
      end: async (failed = false) => {
        if (failed) life.keepLogs(join(process.cwd(), ".rig", `logs-${Date.now()}`));
        await life.end();
      },
    };
  } catch (error) {
    life.keepLogs(join(process.cwd(), ".rig", `logs-${Date.now()}`));
    await life.end();
    throw error;
  }
}
