/** A stock Roundcube under PHP's own server: the package's files, no plugin, settings and database of our own. */
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findProgram, findRoundcube } from "./browsers.mjs";
import { type Listener, listenBefore } from "./heard.ts";
import type { Lifetime } from "./lifetime.ts";
import { freePorts, untilListening } from "./loopback.ts";

export interface Webmail {
  /** "http://localhost:40001", without a slash at the end. */
  readonly url: string;
  readonly heard: Listener;
}

export interface WebmailSettings {
  readonly imapPort: number;
  readonly smtpPort: number;
  /** Seconds between Roundcube's own saves of an open draft. */
  readonly draftAutosave: number;
  /** MiB of one file. */
  readonly uploadLimit: number;
}

/** Tries the places where packages keep Roundcube's defaults and its database schema. */
function firstOf(root: string, ...paths: readonly string[]): string {
  const found = paths.map((path) => (path.startsWith("/") ? path : join(root, path))).find((path) => existsSync(path));
  if (found === undefined) throw new Error(`This Roundcube has none of ${paths.join(", ")}`);
  return found;
}

function configuration(life: Lifetime, settings: WebmailSettings): string {
  const values = {
    db_dsnw: `sqlite:///${life.path("webmail.db")}?mode=0646`,
    imap_host: `127.0.0.1:${settings.imapPort}`,
    smtp_host: `127.0.0.1:${settings.smtpPort}`,
    smtp_user: "",
    smtp_pass: "",
    des_key: "only-for-throw-away-mail",
    skin: "elastic",
    language: "en_US",
    log_driver: "file",
    log_dir: life.path("logs"),
    temp_dir: life.path("webmail-temp"),
    drafts_mbox: "Drafts",
    sent_mbox: "Sent",
    trash_mbox: "Trash",
    product_name: "Waxwing's practice webmail",
    draft_autosave: settings.draftAutosave,
    session_lifetime: 600,
    enable_installer: false,
  };
  const lines = Object.entries(values).map(([name, value]) => `$config['${name}'] = ${phpLiteral(value)};`);
  return ["<?php", "$config['plugins'] = [];", ...lines, ""].join("\n");
}

function phpLiteral(value: string | number | boolean): string {
  return typeof value === "string" ? `'${value.replace(/[\\']/g, "\\$&")}'` : String(value);
}

function makeDatabase(php: string, schema: string, file: string): void {
  const script = "$d = new PDO('sqlite:'.$argv[1]); $d->setAttribute(3, 2); $d->exec(file_get_contents($argv[2]));";
  execFileSync(php, ["-r", script, "--", file, schema]);
}

export async function startRoundcube(life: Lifetime, settings: WebmailSettings): Promise<Webmail> {
  const root = findRoundcube();
  const php = findProgram("php");
  if (root === null || php === null) throw new Error("Roundcube and PHP are needed: node test/rig/provision.mjs test");
  const folder = life.path("webmail-config");
  for (const path of [folder, life.path("webmail-temp")]) mkdirSync(path);
  for (const name of ["defaults.inc.php", "mimetypes.php"])
    copyFileSync(firstOf(root, `/etc/roundcube/${name}`, `config/${name}`), join(folder, name));
  writeFileSync(join(folder, "config.inc.php"), configuration(life, settings));
  makeDatabase(php, firstOf(root, "SQL/sqlite.initial.sql"), life.path("webmail.db"));

  const [port = 0] = await freePorts(1);
  const upload = `upload_max_filesize=${settings.uploadLimit}M`;
  const limits = [upload, "post_max_size=64M", "memory_limit=512M"].flatMap((set) => ["-d", set]);
  life.start("php", [php, ...limits, "-S", `127.0.0.1:${port}`, "-t", firstOf(root, "public_html", ".")], {
    ROUNDCUBE_CONFIG_DIR: folder,
    PHP_CLI_SERVER_WORKERS: "4",
  });
  await untilListening(port, "Roundcube");
  const heard = await listenBefore(life, port);
  return { url: `http://localhost:${heard.port}`, heard };
}
