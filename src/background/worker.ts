/**
 * Puts the worker together and registers its listeners, all in one turn: an event that started the worker is lost to a
 * listener that comes later. Nothing here may be awaited before they stand.
 */
import type { Platform } from "../platform/platform.ts";
import { encodeAnnouncement } from "../protocol/codec.ts";
import { type Handlers, serve } from "../protocol/server.ts";
import type { PublicAuthorities } from "../smime/x509/roots/public-authorities.ts";
import { AUTO_LOCK_ALARM, type Clock } from "../vault/lock.ts";
import { Vault } from "../vault/vault.ts";
import { answerRequests } from "./answer-requests.ts";
import { AskedCertificates } from "./asked-certificates.ts";
import { authorityRequests } from "./authority-requests.ts";
import { composerRequests } from "./composer-requests.ts";
import { DecryptionBudget } from "./decryption-budget.ts";
import { diagnosticsRequests } from "./diagnostics-requests.ts";
import { draftRequests } from "./draft-requests.ts";
import { fileRequests } from "./file-requests.ts";
import { GmailConnections } from "./gmail/connections.ts";
import { SealedLedger } from "./gmail/sealed-ledger.ts";
import { gmailOriginal } from "./gmail-original.ts";
import { gmailRequests } from "./gmail-requests.ts";
import { identityRequests } from "./identity-requests.ts";
import { journalRequests } from "./journal-requests.ts";
import { LookUps } from "./look-up/look-ups.ts";
import { lookUpRequests } from "./look-up-requests.ts";
import { LongWork } from "./long-work.ts";
import { messageRequests } from "./message-requests.ts";
import { personRequests } from "./person-requests.ts";
import { recipientRequests } from "./recipient-requests.ts";
import { Reader } from "./reader.ts";
import { siteRequests } from "./site-requests.ts";
import { Sites } from "./sites.ts";
import { MANAGER_PAGE, surfaceRequests } from "./surface-requests.ts";
import type { Surroundings } from "./surroundings.ts";
import { TabReports } from "./tab-reports.ts";
import { Tickets } from "./tickets.ts";
import { vaultRequests } from "./vault-requests.ts";
import { viewerRequests } from "./viewer-requests.ts";

function surroundingsOf(platform: Platform, clock: Clock, publicAuthorities: PublicAuthorities): Surroundings {
  const builtInAnchors = publicAuthorities.anchors;
  const vault = new Vault({ memory: platform.session, alarms: platform.alarms, clock, builtInAnchors });
  const announceVault = async (): Promise<void> => {
    reader.forget();
    const { kind } = await vault.lock.state();
    await platform.broadcast(encodeAnnouncement("vault/changed", { state: kind }));
  };
  const budget = new DecryptionBudget(platform.session, async () => {
    await vault.lock.lock();
    await announceVault();
  });
  const reader = new Reader(vault, clock, budget);
  return {
    platform,
    clock,
    vault,
    publicAuthorities,
    reader,
    budget,
    tickets: new Tickets(platform.session, clock),
    tabReports: new TabReports(platform),
    connections: new GmailConnections({ platform, settings: vault.gmail, clock }),
    ledger: new SealedLedger(platform.session),
    longWork: new LongWork(),
    asked: new AskedCertificates(platform.session),
    lookUps: new LookUps(platform, vault.lookUp, clock),
    announceVault,
    announcePeople: async () => platform.broadcast(encodeAnnouncement("people/changed", {})),
    announceLookUps: async () => platform.broadcast(encodeAnnouncement("look-up/changed", {})),
    announceGmail: async (connected = false) => platform.broadcast(encodeAnnouncement("gmail/changed", { connected })),
  };
}

function handlersOf(surroundings: Surroundings, sites: Sites): Handlers {
  return {
    ...messageRequests(surroundings),
    ...viewerRequests(surroundings),
    ...composerRequests(surroundings),
    ...answerRequests(surroundings),
    ...recipientRequests(surroundings),
    ...lookUpRequests(surroundings),
    ...draftRequests(surroundings),
    ...journalRequests(surroundings),
    ...gmailRequests(surroundings),
    ...vaultRequests(surroundings),
    ...identityRequests(surroundings),
    ...personRequests(surroundings),
    ...authorityRequests(surroundings),
    ...siteRequests(surroundings, sites),
    ...fileRequests(surroundings),
    ...surfaceRequests(surroundings),
    ...diagnosticsRequests(surroundings),
    ...gmailOriginal(surroundings),
  };
}

/** Work that answers nobody. What goes wrong in it is tried again with the next event of its kind. */
function inBackground(work: () => Promise<unknown>): void {
  work().catch(() => undefined);
}

/** Whoever has a key, from an earlier installation, took them before. */
async function openFirstSteps({ platform, vault }: Surroundings): Promise<void> {
  if ((await vault.identities.list()).length === 0) await platform.openTab(MANAGER_PAGE, "welcome");
}

function listen(surroundings: Surroundings, sites: Sites): void {
  const { platform, vault, tickets, tabReports, lookUps, announceVault, announceLookUps } = surroundings;
  platform.onAlarm((name) => {
    // Asking for the state locks a vault whose time is over.
    if (name === AUTO_LOCK_ALARM) inBackground(announceVault);
  });
  platform.onInstalled((fresh) => {
    inBackground(async () => sites.startInOpenTabs());
    if (fresh) inBackground(async () => openFirstSteps(surroundings));
  });
  platform.onPermissionsAdded((patterns) =>
    inBackground(async () => {
      const others = await lookUps.granted(patterns);
      await announceLookUps();
      await sites.enableGranted(others);
    }),
  );
  platform.onPermissionsRemoved(() => inBackground(async () => Promise.all([sites.reconcile(), announceLookUps()])));
  platform.onBrowserStart(() =>
    inBackground(async () => Promise.all([vault.lock.lock(), tickets.clear(), sites.reconcile()])),
  );
  platform.onTabRemoved((tabId) =>
    inBackground(async () =>
      Promise.all([tickets.dropTab(tabId), tabReports.drop(tabId), tickets.sweep(), vault.journal.sweep()]),
    ),
  );
  platform.onTabNavigated((tabId) => inBackground(async () => tabReports.drop(tabId)));
}

/** Must be called in the worker's first turn. */
export function startWorker(platform: Platform, clock: Clock, publicAuthorities: PublicAuthorities): void {
  const surroundings = surroundingsOf(platform, clock, publicAuthorities);
  const sites = new Sites(platform, surroundings.vault);
  const answer = serve(handlersOf(surroundings, sites), { id: platform.id, origin: platform.origin });
  platform.onMessage(answer);
  listen(surroundings, sites);
  // Nearly every event needs it, and the first is only on its way.
  surroundings.vault.storage.prepare();
}
