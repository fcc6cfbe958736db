/** What every step of the main job shares. */
import type { Elsewhere } from "../elsewhere.ts";
import type { Person } from "../person.ts";
import type { Practice } from "../practice.ts";
import type { Watch } from "../watch.ts";

export interface Scene {
  readonly rig: Practice;
  readonly elsewhere: Elsewhere;
  readonly alice: Person;
  bob(): Promise<Person>;
  /** One over each webmail page, from the moment it opens. */
  readonly watches: Watch[];
  end(failed?: boolean): Promise<void>;
}

/** @throws where what happens is not what the title says */
export interface Step<S extends Scene = Scene> {
  readonly title: string;
  run(scene: S): Promise<void>;
}

/** Words that no webmail may ever see. ASCII, so that no encoding hides them from the search. */
export const SECRETS = {
  reply: "quince-9134",
  attached: "medlar-5520",
  answer: "damson-3387",
  alicePassphrase: "Sloe-Hedge-Wax-77",
  bobPassphrase: "Rowan-Bark-Wax-31",
};

/** The secrets, and what the sealed letters in the mailbox say. */
export const SECRET_WORDS: readonly string[] = [...Object.values(SECRETS), "heron-4711", "bramble-2208"];

export const REPLY = `Dear Bob,\n\nwe accept: ${SECRETS.reply}. Grüße aus Köln\n\nAlice`;

export const ANSWER = `Dear Alice,\n\nthen it is settled: ${SECRETS.answer}.\n\nBob`;

export const ATTACHMENT = {
  name: "terms.bin",
  content: Buffer.from(`\0\xff${SECRETS.attached}\r\n\0`, "latin1"),
};
