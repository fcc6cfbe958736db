/** BIND's name server, as the other side of look-ups: a signed zone of ours, and a resolver that proves it, over HTTPS. */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { findProgram } from "./browsers.mjs";
import type { Lifetime } from "./lifetime.ts";
import { freePorts, untilListening } from "./loopback.ts";
import { openssl } from "./openssl.ts";

export const namedIsThere = ["named", "dnssec-keygen", "dnssec-signzone"].every((name) => findProgram(name) !== null);

/** The resolver's name, which its certificate names; it has to be led to this machine. */
export const RESOLVER_HOST = "dns.example.net";
export const RESOLVER = `https://${RESOLVER_HOST}/dns-query`;

export interface SmimeaRecord {
  /** Owner name without the zone's. */
  readonly owner: string;
  readonly usage: number;
  readonly selector: number;
  readonly matching: number;
  readonly content: Uint8Array;
}

export interface NameServer {
  /** Where the resolver listens, by HTTP/2 over TLS. */
  readonly port: number;
  /** PEM of the certificate it shows, which is its own authority. */
  readonly certificate: Buffer;
  /** What the resolver was asked, as it notes it: one line for each question. */
  readonly asked: () => readonly string[];
}

const ZONE = "example.org";

function line({ owner, usage, selector, matching, content }: SmimeaRecord): string {
  const pieces =
    Buffer.from(content)
      .toString("hex")
      .match(/.{1,128}/g) ?? [];
  return `${owner} IN SMIMEA ${usage} ${selector} ${matching} (\n  ${pieces.join("\n  ")} )`;
}

/** Signs the zone. @returns the key that proves it, as a trust anchor has it */
function signedZone(folder: string, records: readonly SmimeaRecord[]): string {
  const run = (program: string, ...args: readonly string[]) =>
    execFileSync(findProgram(program) ?? program, args, { cwd: folder, stdio: ["ignore", "pipe", "ignore"] });
  run("dnssec-keygen", "-q", "-a", "ECDSAP256SHA256", "-f", "KSK", "-n", "ZONE", ZONE);
  const key = readdirSync(folder).find((file) => file.endsWith(".key")) ?? "";
  const head = ["$TTL 300", `@ IN SOA ns.${ZONE}. hostmaster.${ZONE}. 1 3600 600 86400 60`, `@ IN NS ns.${ZONE}.`];
  const zone = [...head, "ns IN A 127.0.0.1", ...records.map(line), `$INCLUDE ${key}`, ""].join("\n");
  writeFileSync(`${folder}/zone`, zone);
  run("dnssec-signzone", "-q", "-z", "-o", ZONE, "-f", "zone.signed", "zone");
  const [, flags = "", protocol = "", algorithm = "", data = ""] =
    /DNSKEY (\d+) (\d+) (\d+) ([^;]+)/.exec(readFileSync(`${folder}/${key}`, "utf8").replaceAll(/[()]/g, "")) ?? [];
  return `${ZONE}. static-key ${flags} ${protocol} ${algorithm} "${data.replaceAll(/\s/g, "")}";`;
}

function options(folder: string, listen: string, more: string): string {
  return `options { directory "${folder}"; pid-file none; session-keyfile none; listen-on-v6 { none; };
  listen-on ${listen} { 127.0.0.1; }; allow-query { any; }; notify no; empty-zones-enable no; ${more} };
controls { };
logging { channel notes { file "notes"; severity info; }; category default { notes; }; category queries { notes; }; };
`;
}

async function makeTls(folder: string): Promise<void> {
  const subject = ["-subj", `/CN=${RESOLVER_HOST}`, "-addext", `subjectAltName=DNS:${RESOLVER_HOST}`];
  const files = ["-keyout", `${folder}/tls.key`, "-out", `${folder}/tls.pem`, "-days", "30"];
  const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  await openssl(["req", "-x509", "-sha256", ...kind, ...subject, ...files]);
}

/** `records` are of the zone example.org. */
export async function startNameServer(life: Lifetime, records: readonly SmimeaRecord[]): Promise<NameServer> {
  const folders = ["zone", "resolver"].map((name) => life.path("named", name));
  const [zone = "", resolver = ""] = folders;
  for (const folder of folders) mkdirSync(folder, { recursive: true });
  // Where a profile confines the program, it does so by its path, and keeps it from every folder but its own.
  const program = life.path("named", "named");
  copyFileSync(findProgram("named") ?? "named", program);
  const [zonePort = 0, port = 0] = await freePorts(2);
  const anchor = signedZone(zone, records);
  await makeTls(resolver);
  const own = `zone "${ZONE}" { type primary; file "zone.signed"; };\n`;
  writeFileSync(`${zone}/conf`, options(zone, `port ${zonePort}`, "recursion no; dnssec-validation no;") + own);
  const forwarding = `recursion yes; dnssec-validation yes; forward only; forwarders { 127.0.0.1 port ${zonePort}; };`;
  const server = `tls rig { key-file "tls.key"; cert-file "tls.pem"; };\nhttp rig { endpoints { "/dns-query"; }; };\n`;
  const listen = `port ${port} tls rig http rig`;
  const text = `${options(resolver, listen, `${forwarding} querylog yes;`)}${server}trust-anchors { ${anchor} };\n`;
  writeFileSync(`${resolver}/conf`, text);
  for (const folder of folders)
    life.start(`named-${folder === zone ? "zone" : "resolver"}`, [program, "-f", "-n", "1", "-c", `${folder}/conf`]);
  await Promise.all([untilListening(zonePort, "named"), untilListening(port, "named")]);
  const asked = () =>
    readFileSync(`${resolver}/notes`, "utf8")
      .split("\n")
      .filter((one) => one.includes("query: "));
  return { port, certificate: readFileSync(`${resolver}/tls.pem`), asked };
}
