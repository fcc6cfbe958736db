/** What every request's handler works with. */
import type { Platform } from "../platform/platform.ts";
import type { PublicAuthorities } from "../smime/x509/roots/public-authorities.ts";
import type { Clock } from "../vault/lock.ts";
import type { Vault } from "../vault/vault.ts";
import type { AskedCertificates } from "./asked-certificates.ts";
import type { DecryptionBudget } from "./decryption-budget.ts";
import type { GmailConnections } from "./gmail/connections.ts";
import type { SealedLedger } from "./gmail/sealed-ledger.ts";
import type { LookUps } from "./look-up/look-ups.ts";
import type { LongWork } from "./long-work.ts";
import type { Reader } from "./reader.ts";
import type { TabReports } from "./tab-reports.ts";
import type { Tickets } from "./tickets.ts";

export interface Surroundings {
  readonly platform: Platform;
  readonly clock: Clock;
  readonly vault: Vault;
  /** Trusted for mail beside the authorities that the person chose. */
  readonly publicAuthorities: PublicAuthorities;
  readonly reader: Reader;
  readonly budget: DecryptionBudget;
  readonly tickets: Tickets;
  readonly tabReports: TabReports;
  readonly connections: GmailConnections;
  readonly ledger: SealedLedger;
  readonly longWork: LongWork;
  readonly asked: AskedCertificates;
  readonly lookUps: LookUps;
  /** Tells every page of ours how the vault stands now, and forgets what was read under the old state. */
  announceVault(): Promise<void>;
  /** Tells every page of ours that somebody can be written to, or no longer. */
  announcePeople(): Promise<void>;
  /** Tells every page of ours that look-ups were turned on or off. */
  announceLookUps(): Promise<void>;
  /** Tells every page of ours that what is known of Gmail changed. */
  announceGmail(connected?: boolean): Promise<void>;
}
