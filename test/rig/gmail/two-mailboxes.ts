/** The replica of Gmail with a mailbox for Alice and one for Bob; each signs in at a browser of their own. */
import { resolve } from "node:path";
import { GMAIL_LIMIT } from "../../../src/protocol/gmail.ts";
import { addressesIn } from "../../replica/gmail/api/wire.ts";
import { Account, headerOf, PostOffice } from "../../replica/gmail/mailbox.ts";
import { GMAIL, type Replica, startReplica } from "../../replica/gmail/server.ts";
import { openBrowser } from "../browser.ts";
import { type Holder, makeCertificates } from "../certificates.ts";
import { startElsewhere } from "../elsewhere.ts";
import { grantHosts } from "../grant-hosts.ts";
import { type Letter, writeLetters } from "../letters.ts";
import { Lifetime } from "../lifetime.ts";
import type { Folder } from "../mailbox.ts";
import type { GmailScene } from "../main-job/connecting.ts";
import type { Practice } from "../practice.ts";
import { CLIENT_ID } from "./client-id.ts";
import { GmailPerson } from "./person.ts";

/** What a person allows as they connect: no test can click the browser's own prompt. */
export const SENDING_HOSTS = ["https://gmail.googleapis.com/*", "https://oauth2.googleapis.com/*"];

export type TwoMailboxes = Omit<GmailScene, "watches">;

const LABELS: Readonly<Record<Exclude<Folder, "Drafts">, string>> = { INBOX: "INBOX", Sent: "SENT", Trash: "TRASH" };

function inFolder({ office, drafts }: Replica, address: string, folder: Folder): readonly Buffer[] {
  if (folder === "Drafts")
    return [...drafts.values()].filter(({ from }) => from === address).map((one) => Buffer.from(JSON.stringify(one)));
  return (office.account(address)?.labelled(LABELS[folder]) ?? []).map(({ raw }) => Buffer.from(raw));
}

function everythingIn({ office, drafts }: Replica): readonly Buffer[] {
  const mail = office.accounts.flatMap(({ messages }) => messages.map(({ raw }) => Buffer.from(raw)));
  return [...mail, ...[...drafts.values()].map((draft) => Buffer.from(JSON.stringify(draft)))];
}

async function openOffice(life: Lifetime, album: string): Promise<{ rig: Practice; replica: Replica }> {
  const certificates = await makeCertificates(life);
  const letters = await writeLetters(certificates);
  const { alice, bob } = certificates;
  const office = new PostOffice([alice, bob].map(({ address, name }) => new Account(address, name)));
  const replica = await startReplica(life, office);
  replica.api.signIn.signedIn.splice(0);
  for (const { raw } of Object.values(letters)) office.deliver(raw, [alice.address]);
  const { wire } = replica.api.messages;
  const rig = {
    life,
    certificates,
    letters,
    webmail: { url: GMAIL, heard: replica },
    sealedLimit: GMAIL_LIMIT,
    outgoing: {
      get sent() {
        return wire.map(({ to, raw }) => ({ from: addressesIn(headerOf(raw, "return-path"))[0] ?? "", to: [to], raw }));
      },
    },
    album,
    deliver: async ({ raw }: Letter, { address }: Holder) => void office.deliver(raw, [address]),
    stored: (who: Holder, folder: Folder) => inFolder(replica, who.address, folder),
    everythingKept: () => everythingIn(replica),
  };
  return { rig, replica };
}

export interface TwoMailboxesWishes {
  readonly album: string;
  readonly headless?: boolean;
}

export async function openTwoMailboxes({ album, headless = true }: TwoMailboxesWishes): Promise<TwoMailboxes> {
  const life = new Lifetime("waxwing-gmail");
  try {
    const { rig, replica } = await openOffice(life, album);
    const elsewhere = await startElsewhere(life);
    // A person at a window answers the browser's own prompt; nobody can do that without one.
    const extension = headless
      ? grantHosts("dist/chrome", life.path("extension"), SENDING_HOSTS)
      : resolve("dist/chrome");
    const surroundings = { extension, headless, ...(headless ? { proxy: elsewhere.proxy } : {}) };
    const arrive = async (who: Holder): Promise<GmailPerson> => {
      const wishes = { name: who.address, ...surroundings, arguments: replica.browserArguments };
      const browser = await openBrowser(life, wishes);
      const [first] = browser.context.pages();
      return new GmailPerson(who, browser, rig, first ?? (await browser.context.newPage()));
    };
    const alice = await arrive(rig.certificates.alice);
    // One folder is one extension in both browsers.
    const redirects = [`https://${alice.browser.extensionId}.chromiumapp.org/`];
    replica.api.signIn.clients.push({ id: CLIENT_ID, secret: null, redirects });
    let bob: Promise<GmailPerson> | null = null;
    return {
      rig,
      replica,
      elsewhere,
      alice,
      bob: () => (bob ??= arrive(rig.certificates.bob)),
      end: () => life.end(),
    };
  } catch (error) {
    await life.end();
    throw error;
  }
}
