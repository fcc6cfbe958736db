/** PKCS #12 files as every tool here writes them, for the engine to open. */
import { readPfx } from "../../src/smime/pkcs12/pfx.ts";
import { belongsTo } from "../../src/smime/pkcs12/private-key.ts";
import { readCertificateFile } from "../../src/smime/x509/certificate-file.ts";
import type { Driver } from "./bouncy-castle.ts";
import type { Identities, KeyName } from "./identities.ts";
import { legacyPfx } from "./identities.ts";
import type { Cell } from "./matrix.ts";
import { firstLine, read, Refusal, type Workshop } from "./workshop.ts";

export interface PfxRow {
  readonly maker: string;
  readonly label: string;
  readonly cell: Cell;
}

interface Maker {
  readonly name: string;
  readonly files: readonly PfxOrder[];
}

interface PfxOrder {
  readonly label: string;
  readonly key: KeyName;
  readonly password: string;
  make(out: string): void | Promise<unknown>;
}

const PASSWORD = "interop";

function both(scheme: string): readonly string[] {
  return ["-keypbe", scheme, "-certpbe", scheme];
}

function opensslMaker(workshop: Workshop, identities: Identities): Maker {
  const file = (label: string, more: readonly string[], key: KeyName = "rsa", password = PASSWORD): PfxOrder => ({
    label,
    key,
    password,
    make: (out) => {
      const { key: keyFile, certificate, name } = identities.of(key);
      const input = ["-inkey", keyFile, "-in", certificate, "-certfile", identities.authority, "-name", name];
      workshop.run("openssl", ["pkcs12", "-export", ...input, "-passout", `pass:${password}`, "-out", out, ...more]);
    },
  });
  const legacy = ["-provider", "legacy", "-provider", "default"];
  const keys: readonly KeyName[] = ["rsa-4096", "p-256", "p-384", "p-521", "brainpoolP256r1", "ed25519", "x25519"];
  return {
    name: "OpenSSL",
    files: [
      file("default", []),
      file("-legacy: RC2-40 and 3DES", ["-legacy"]),
      file("3DES, MAC with sha-1", [...both("PBE-SHA1-3DES"), "-macalg", "sha1"]),
      file("2-key 3DES", [...both("PBE-SHA1-2DES"), ...legacy]),
      file("RC2-128", [...both("PBE-SHA1-RC2-128"), ...legacy]),
      file("RC4-40", [...both("PBE-SHA1-RC4-40"), ...legacy]),
      file("RC4-128", [...both("PBE-SHA1-RC4-128"), ...legacy]),
      file("PBES2 aes-128-cbc", both("aes-128-cbc")),
      file("PBES2 aes-192-cbc", both("aes-192-cbc")),
      file("PBES2 des-ede3-cbc", both("des-ede3-cbc")),
      file("certificates not encrypted", ["-certpbe", "NONE"]),
      file("MAC with sha-384", ["-macalg", "sha384"]),
      file("MAC with sha-512", ["-macalg", "sha512"]),
      file("no MAC", ["-nomac"]),
      file("100,000 iterations", ["-iter", "100000"]),
      file("empty password", [], "rsa", ""),
      file("password with other letters", [], "rsa", "pässwörd €"),
      ...keys.map((key) => file(`key ${key}`, [], key)),
    ],
  };
}

function nssMaker(workshop: Workshop, identities: Identities): Maker | null {
  if (firstLine("pk12util", []) === null) return null;
  const folder = `sql:${workshop.folder}/nss`;
  const file = (label: string, more: readonly string[], key: KeyName = "rsa"): PfxOrder => ({
    label,
    key,
    password: PASSWORD,
    make: (out) => {
      const source = legacyPfx(workshop, identities.of(key), identities.authority, PASSWORD);
      workshop.run("pk12util", ["-i", source, "-W", PASSWORD, "-d", folder]);
      workshop.run("pk12util", ["-o", out, "-n", key, "-W", PASSWORD, "-d", folder, ...more]);
    },
  });
  return {
    name: "NSS",
    files: [
      file("default", []),
      file("-c AES-256-CBC -C AES-128-CBC", ["-c", "AES-256-CBC", "-C", "AES-128-CBC"]),
      file("-c 3DES -C RC2-40", [
        "-c",
        "PKCS #12 V2 PBE With SHA-1 And 3KEY Triple DES-CBC",
        "-C",
        "PKCS #12 V2 PBE With SHA-1 And 40 Bit RC2 CBC",
      ]),
      file("-M SHA-512", ["-M", "SHA-512"]),
      file("key p-256", [], "p-256"),
    ],
  };
}

function keytoolMaker(workshop: Workshop, identities: Identities): Maker | null {
  if (firstLine("keytool", []) === null) return null;
  const file = (label: string, more: readonly string[]): PfxOrder => ({
    label,
    key: "rsa",
    password: PASSWORD,
    make: (out) => {
      const source = legacyPfx(workshop, identities.of("rsa"), identities.authority, PASSWORD);
      const from = ["-srckeystore", source, "-srcstoretype", "PKCS12", "-srcstorepass", PASSWORD];
      const to = ["-destkeystore", out, "-deststoretype", "PKCS12", "-deststorepass", PASSWORD];
      workshop.run("keytool", ["-importkeystore", "-noprompt", ...from, ...to, ...more]);
    },
  });
  return {
    name: "keytool",
    files: [file("default", []), file("keystore.pkcs12.legacy", ["-J-Dkeystore.pkcs12.legacy"])],
  };
}

function bouncyCastleMaker(identities: Identities, driver: Driver | null): Maker | null {
  if (!driver) return null;
  const file = (type: string, key: KeyName = "rsa"): PfxOrder => ({
    label: key === "rsa" ? type : `${type}, key ${key}`,
    key,
    password: PASSWORD,
    make: (out) => {
      const { key: keyFile, certificate } = identities.of(key);
      return driver.ask("p12-write", type, "BC", PASSWORD, keyFile, certificate, identities.authority, out);
    },
  });
  return {
    name: "Bouncy Castle",
    files: [file("PKCS12"), file("PKCS12-3DES-3DES"), file("PKCS12", "p-256")],
  };
}

async function isIdentityIn(path: string, { key, password }: PfxOrder, identities: Identities): Promise<boolean> {
  const { identities: found } = await readPfx(new Uint8Array(read(path)), password);
  const [wanted] = readCertificateFile(new Uint8Array(read(identities.of(key).certificate)));
  const [first] = found;
  return (
    first !== undefined &&
    wanted !== undefined &&
    Buffer.from(first.certificate.der).equals(wanted.der) &&
    (await belongsTo(first.pkcs8, wanted))
  );
}

async function judgeFile(workshop: Workshop, identities: Identities, order: PfxOrder): Promise<Cell> {
  const out = workshop.fresh(".p12");
  try {
    await order.make(out);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { kind: "lacking", reason: error.message, proof: "it does not write it" };
  }
  try {
    const isThere = await isIdentityIn(out, order, identities);
    return isThere ? { kind: "ok" } : { kind: "wrong", reason: "the key or its certificate is not in it" };
  } catch (error) {
    return { kind: "wrong", reason: error instanceof Error ? error.message : String(error) };
  }
}

/** @returns one row for each file */
export async function judgePfxMakers(
  workshop: Workshop,
  identities: Identities,
  driver: Driver | null,
): Promise<readonly PfxRow[]> {
  const makers = [
    opensslMaker(workshop, identities),
    nssMaker(workshop, identities),
    keytoolMaker(workshop, identities),
    bouncyCastleMaker(identities, driver),
  ];
  const rows: PfxRow[] = [];
  for (const maker of makers)
    for (const order of maker?.files ?? [])
      rows.push({
        maker: maker?.name ?? "",
        label: order.label,
        cell: await judgeFile(workshop, identities, order),
      });
  return rows;
}
