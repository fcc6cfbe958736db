/** An IMAP and LMTP server of our own for throw-away mailboxes: any address, one password. */
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { findProgram } from "./browsers.mjs";
import type { Lifetime } from "./lifetime.ts";
import { freePorts, untilListening } from "./loopback.ts";

export interface MailServer {
  readonly imapPort: number;
  readonly lmtpPort: number;
}

/** Any id that is neither root's nor anybody else's will do for files in a temporary folder. */
const MAIL_OWNER = 20_000;

/** Dovecot starts as root and gives up its rights; as an ordinary user it can only run as that user, without chroot. */
function ownership(): string {
  const { uid, gid, username } = userInfo();
  if (uid === 0) return `mail_uid = ${MAIL_OWNER}\nmail_gid = ${MAIL_OWNER}`;
  const services = ["anvil", "imap-login", "stats", "lmtp"].map((name) => `service ${name} {\n  chroot =\n}`);
  const group = execFileSync("id", ["-gn"], { encoding: "utf8" }).trim();
  const users = `default_internal_user = ${username}\ndefault_internal_group = ${group}\ndefault_login_user = ${username}`;
  return [users, `mail_uid = ${uid}\nmail_gid = ${gid}`, ...services].join("\n");
}

function listener(service: string, name: string, port: number): string {
  return `service ${service} {\n  inet_listener ${name} {\n    address = 127.0.0.1\n    port = ${port}\n  }\n}`;
}

function configuration(life: Lifetime, password: string, server: MailServer): string {
  const users = userInfo().uid === 0 ? MAIL_OWNER : userInfo().uid;
  const boxes = ["Drafts", "Sent", "Trash"].map(
    (name) => `  mailbox ${name} {\n    auto = subscribe\n    special_use = \\${name}\n  }`,
  );
  return [
    `base_dir = ${life.path("run")}`,
    `log_path = ${life.path("logs", "dovecot.log")}`,
    "protocols = imap lmtp",
    "ssl = no",
    "disable_plaintext_auth = no",
    `mail_location = maildir:${life.path("mail")}/%u`,
    "first_valid_uid = 1",
    "first_valid_gid = 0",
    ownership(),
    listener("imap-login", "imap", server.imapPort),
    "service imap-login {\n  inet_listener imaps {\n    port = 0\n  }\n}",
    listener("lmtp", "lmtp", server.lmtpPort),
    "service anvil {\n  unix_listener anvil-auth-penalty {\n    mode = 0\n  }\n}",
    `passdb {\n  driver = static\n  args = password=${password}\n}`,
    `userdb {\n  driver = static\n  args = uid=${users} gid=${users} home=${life.path("mail")}/%u\n}`,
    `namespace inbox {\n  inbox = yes\n${boxes.join("\n")}\n}`,
    "",
  ].join("\n");
}

export async function startDovecot(life: Lifetime, password: string): Promise<MailServer> {
  const [imapPort = 0, lmtpPort = 0] = await freePorts(2);
  const server = { imapPort, lmtpPort };
  mkdirSync(life.path("run"));
  mkdirSync(life.path("mail"));
  chmodSync(life.path("mail"), 0o777);
  const file = life.path("dovecot.conf");
  writeFileSync(file, configuration(life, password, server));
  life.start("dovecot-console", [findProgram("dovecot") ?? "dovecot", "-F", "-c", file]);
  await Promise.all([untilListening(imapPort, "Dovecot (IMAP)"), untilListening(lmtpPort, "Dovecot (LMTP)")]);
  return server;
}
