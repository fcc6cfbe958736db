/**
 * Makes src/smime/x509/roots/email-roots.json out of Mozilla's certdata.txt as Debian's ca-certificates carries it:
 *
 *   apt-get source ca-certificates        (with a deb-src line of the newest suite; see docs/authorities.md)
 *   node test/rig/email-roots.mjs ca-certificates-20250419/mozilla/certdata.txt
 *
 * The version is read from nssckbi.h beside it, package and date from ../debian/changelog. The same input gives the
 * same octets.
 */
import { createHash } from "node:crypto";
import { readFileSync, realpathSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const OUTPUT = fileURLToPath(new URL("../../src/smime/x509/roots/email-roots.json", import.meta.url));
const LICENCE =
  "Certificates and dates are taken from Mozilla's certdata.txt, under MPL-2.0: https://mozilla.org/MPL/2.0/";

const digest = (algorithm, octets) => createHash(algorithm).update(octets).digest("hex");

/** `\060\202` … as octets. Anything else on such a line is an error: half a certificate must not pass. */
function octetsOf(lines) {
  const text = lines.join("");
  if (!/^(?:\\[0-3][0-7]{2})*$/.test(text)) throw new Error(`not octal: ${text.slice(0, 40)}`);
  return Buffer.from((text.match(/[0-7]{3}/g) ?? []).map((digits) => Number.parseInt(digits, 8)));
}

/** The objects after BEGINDATA; an attribute is text, or a Buffer where it is written in octal. */
function readObjects(certdata) {
  const lines = certdata.split(/\r?\n/);
  const objects = [];
  for (let at = lines.indexOf("BEGINDATA") + 1; at < lines.length; at++) {
    const [, name, type, value = ""] = /^(CKA_\w+) (\w+)(?: (.*))?$/.exec(lines[at]) ?? [];
    if (name === undefined) continue;
    if (name === "CKA_CLASS") objects.push(new Map());
    const attributes = objects.at(-1);
    if (!attributes || attributes.has(name)) throw new Error(`${name} out of place in line ${at + 1}`);
    if (type === "MULTILINE_OCTAL") {
      const end = lines.indexOf("END", at);
      if (end < 0) throw new Error(`${name} has no end`);
      attributes.set(name, octetsOf(lines.slice(at + 1, end)));
      at = end;
    } else attributes.set(name, value);
  }
  return objects;
}

function identityOf(object) {
  return `${object.get("CKA_ISSUER").toString("hex")} ${object.get("CKA_SERIAL_NUMBER").toString("hex")}`;
}

/** The characters of a UTCTime, "240630000000Z", as ISO 8601; null where there is no date (CK_FALSE). */
function isoTime(value) {
  if (!Buffer.isBuffer(value)) return null;
  const [, year, ...rest] = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(value.toString("latin1")) ?? [];
  if (year === undefined) throw new Error(`not a UTCTime: ${value.toString("latin1")}`);
  const [month, day, hour, minute, second] = rest;
  return `${Number(year) < 50 ? "20" : "19"}${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
}

/** The certificates that may vouch for mail addresses, each bound to its trust record by issuer, serial and SHA-1. */
export function readEmailRoots(certdata) {
  const objects = readObjects(certdata);
  const ofClass = (name) => objects.filter((object) => object.get("CKA_CLASS") === name);
  const trusted = ofClass("CKO_NSS_TRUST").filter(
    (object) => object.get("CKA_TRUST_EMAIL_PROTECTION") === "CKT_NSS_TRUSTED_DELEGATOR",
  );
  const certificates = new Map(ofClass("CKO_CERTIFICATE").map((object) => [identityOf(object), object]));
  return trusted.map((trust) => {
    const certificate = certificates.get(identityOf(trust));
    const der = certificate?.get("CKA_VALUE");
    if (!der || digest("sha1", der) !== trust.get("CKA_CERT_SHA1_HASH").toString("hex"))
      throw new Error(`no certificate for the trust in ${trust.get("CKA_LABEL")}`);
    return { der, distrustAfter: isoTime(certificate.get("CKA_NSS_EMAIL_DISTRUST_AFTER")) };
  });
}

const byCodeUnit = (a, b) => (a < b ? -1 : Number(a > b));

/** Roots by the key of their subject (`nameKey` of src/smime/x509/name.ts), in an order that depends on them alone. */
export function indexRoots(roots, subjectKey) {
  const listed = roots.map(({ der, distrustAfter }) => ({
    key: subjectKey(new Uint8Array(der)),
    root: { sha256: digest("sha256", der), distrustAfter, der: Buffer.from(der).toString("base64") },
  }));
  const index = {};
  for (const { key, root } of listed.toSorted(
    (a, b) => byCodeUnit(a.key, b.key) || byCodeUnit(a.root.sha256, b.root.sha256),
  ))
    (index[key] ??= []).push(root);
  return index;
}

/** `text` must match; its groups. */
function groupsOf(text, pattern) {
  const match = pattern.exec(text);
  if (!match) throw new Error(`${pattern} not found`);
  return match.slice(1);
}

function sourceOf(path, certdata) {
  const besides = (...names) => readFileSync(join(dirname(path), ...names), "utf8");
  const [version] = groupsOf(besides("nssckbi.h"), /^#define NSS_BUILTINS_LIBRARY_VERSION "([\d.]+)"/m);
  const [name, release, date] = groupsOf(
    besides("..", "debian", "changelog"),
    /^(\S+) \((\S+)\)[^]*?\n -- .*>  (.*)\n/,
  );
  const published = new Date(date).toISOString().replace(".000", "");
  return { package: `${name} ${release}`, version, published, sha256: digest("sha256", certdata) };
}

async function main(path) {
  const { tsImport } = await import("tsx/esm/api");
  const { nameKey } = await tsImport("../../src/smime/x509/name.ts", import.meta.url);
  const { readCertificate } = await tsImport("../../src/smime/x509/certificate.ts", import.meta.url);
  const certdata = readFileSync(path);
  const roots = readEmailRoots(certdata.toString("utf8"));
  const list = {
    licence: LICENCE,
    source: sourceOf(path, certdata),
    count: roots.length,
    roots: indexRoots(roots, (der) => nameKey(readCertificate(der).subject)),
  };
  writeFileSync(OUTPUT, `${JSON.stringify(list, null, 2)}\n`);
  const dated = roots.filter(({ distrustAfter }) => distrustAfter !== null).length;
  console.log(
    `${roots.length} authorities for mail, ${dated} distrusted after a date, of version ${list.source.version}`,
  );
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const path = process.argv[2];
  if (path === undefined) throw new Error("usage: node test/rig/email-roots.mjs CERTDATA");
  await main(path);
}
