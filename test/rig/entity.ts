/** Takes apart what OpenSSL got out of a sealed message: just enough MIME, and none of the engine under test. */

export interface Part {
  /** Lower case names; folded lines in one. */
  readonly header: ReadonlyMap<string, string>;
  /** As it stands, still encoded. */
  readonly body: string;
}

export function partOf(entity: Buffer | string): Part {
  const text = (typeof entity === "string" ? entity : entity.toString("latin1")).replace(/\r\n/g, "\n");
  const gap = text.indexOf("\n\n");
  const lines = text
    .slice(0, gap)
    .replace(/\n[ \t]+/g, " ")
    .split("\n");
  const header = new Map(
    lines.map((line) => [line.split(":")[0]?.toLowerCase() ?? "", line.replace(/^[^:]*:\s*/, "")]),
  );
  return { header, body: text.slice(gap + 2) };
}

/** The parts right inside a multipart, in order; null where it is none. */
function partsIn(part: Part): readonly Part[] | null {
  const boundary = /boundary="?([^";]+)"?/i.exec(part.header.get("content-type") ?? "")?.[1];
  if (boundary === undefined) return null;
  const pieces = `\n${part.body}`.split(`\n--${boundary}`).slice(1, -1);
  return pieces.map((piece) => partOf(piece.replace(/^[ \t]*\n/, "")));
}

/** The leaves of a multipart, in order; the part itself where it is none. */
export function leavesOf(part: Part): readonly Part[] {
  return partsIn(part)?.flatMap(leavesOf) ?? [part];
}

/** What is in what: "multipart/mixed(text/plain, image/png)". */
export function shapeOf(part: Part): string {
  const [type = ""] = (part.header.get("content-type") ?? "text/plain").split(";");
  const inside = partsIn(part)?.map(shapeOf).join(", ");
  return `${type.trim().toLowerCase()}${inside === undefined ? "" : `(${inside})`}`;
}

/** The octets a leaf stands for (RFC 2045 section 6). */
export function decoded({ header, body }: Part): Buffer {
  switch (header.get("content-transfer-encoding")?.toLowerCase()) {
    case "base64":
      return Buffer.from(body, "base64");
    case "quoted-printable": {
      const joined = body.replace(/[ \t]*\n/g, "\n").replace(/=\n/g, "");
      return Buffer.from(
        joined.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
        "latin1",
      );
    }
    default:
      return Buffer.from(body, "latin1");
  }
}

/** A header parameter such as `filename`, RFC 2231 form included. */
export function parameterOf({ header }: Part, field: string, name: string): string | null {
  const value = header.get(field) ?? "";
  const extended = new RegExp(`${name}\\*=utf-8''([^;\\s]+)`, "i").exec(value)?.[1];
  if (extended !== undefined) return decodeURIComponent(extended);
  return new RegExp(`${name}="?([^";]+)"?`, "i").exec(value)?.[1] ?? null;
}
