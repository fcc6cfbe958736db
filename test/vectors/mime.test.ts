import { describe, expect, it } from "vitest";
import { joined, latin1 } from "../../src/smime/bytes.ts";
import { decodedBody, type Entity } from "../../src/smime/mime/entity.ts";
import { parseEntity } from "../../src/smime/mime/parse.ts";
import { writeMultipart } from "../../src/smime/mime/serialize.ts";
import { corpusFile, corpusJson, corpusNames, hasCorpus } from "./corpus.ts";

const FOLDERS = ["mime/mime4j/testmsgs", "mime/mime4j/mimetools-testmsgs"];

/** Where Waxwing reads a broken mail otherwise than mime4j does in that test, and why. */
const DEVIATIONS: Readonly<Record<string, string>> = {
  "malformedHeaderStartsBody-nocrlfcrlf": "a line that is no field does not end a header that goes on behind it",
};
/** The same for bodies. */
const BODY_DEVIATIONS: Readonly<Record<string, string>> = {
  ...DEVIATIONS,
  "malformedHeader-noheader": "text without any header is all body",
  "malformedHeaderStartsBody-noheader": "text without any header is all body, its first line too",
  multipartnestedemptyparts: "its file of a wrapped message stands for the message, not for its first part",
  frag: "octets of a last base64 quantum without padding are kept",
  "multi-frag": "octets of a last base64 quantum without padding are kept",
};

/** A tree in few words: field names in brackets, parts in parentheses, wrapped messages in braces. */
function outline(entity: Entity): string {
  const names = `[${entity.fields.map((field) => field.name).join(" ")}]`;
  if (entity.type === "message/rfc822") return `${names}{${outline(parseEntity(decodedBody(entity)))}}`;
  return entity.multipart ? `${names}(${entity.parts.map(outline).join("")})` : names;
}

const MARKS: Readonly<Record<string, string>> = {
  "<header>": "[",
  "</header>": "]",
  "<multipart>": "(",
  "</multipart>": ")",
  "<message>": "{",
  "</message>": "}",
};

/** The same of mime4j's event tree. */
function expectedOutline(xml: string): string {
  let out = "";
  for (const [tag, field] of xml.matchAll(/<(?:field>\s*([^\s:<]+)[^<]*<\/field|\/?[a-z-]+)>/g)) {
    if (field === undefined) out += MARKS[tag] ?? "";
    else out += out.endsWith("[") ? field.toLowerCase() : ` ${field.toLowerCase()}`;
  }
  return out.slice(1, -1);
}

/** Leaves by mime4j's numbering: 1 is the message, then a number for each part or wrapped message. */
function leaves(entity: Entity, path: string): Map<string, Entity> {
  if (entity.type === "message/rfc822") return leaves(parseEntity(decodedBody(entity)), `${path}_1`);
  if (!entity.multipart) return new Map([[path, entity]]);
  return new Map(entity.parts.flatMap((part, index) => [...leaves(part, `${path}_${index + 1}`)]));
}

function count(entity: Entity): number {
  return 1 + entity.parts.reduce((sum, part) => sum + count(part), 0);
}

const text = (path: string) => latin1(corpusFile(path));
const withoutLineEnds = (octets: string) => octets.replace(/\r\n/g, "\n").trimEnd();

const mails = FOLDERS.filter(hasCorpus).flatMap((folder) =>
  corpusNames(folder)
    .filter((name) => name.endsWith(".msg"))
    .map((name) => [name.slice(0, -4), folder] as const),
);

describe.skipIf(mails.length === 0)("mime4j's test mails", () => {
  it("are all there", () => expect(mails.length).toBeGreaterThan(60));

  it.each(mails)("%s: as a signed part, to the octet", (name, folder) => {
    const signed = corpusFile(`${folder}/${name}.msg`);
    const message = parseEntity(joined(writeMultipart("multipart/signed", {}, [[signed], [signed]])));
    expect(message.parts.map((part) => latin1(part.octets))).toEqual([latin1(signed), latin1(signed)]);
  });

  it.each(mails)("%s: the structure", (name, folder) => {
    const found = outline(parseEntity(corpusFile(`${folder}/${name}.msg`)));
    const expected = expectedOutline(text(`${folder}/${name}.xml`));
    if (name in DEVIATIONS) expect(found).not.toBe(expected);
    else expect(found).toBe(expected);
  });

  it.each(mails.filter(([name]) => !(name in BODY_DEVIATIONS)))("%s: the decoded bodies", (name, folder) => {
    const prefix = `${name}_decoded_`;
    const found = leaves(parseEntity(corpusFile(`${folder}/${name}.msg`)), "1");
    for (const file of corpusNames(folder).filter((other) => other.startsWith(prefix))) {
      const path = file.slice(prefix.length).replace(/\..*$/, "");
      const entity = found.get(path);
      const body = entity ? latin1(decodedBody(entity)) : "";
      expect(withoutLineEnds(body), path).toBe(withoutLineEnds(text(`${folder}/${file}`)));
    }
  });
});

describe.skipIf(!hasCorpus("mime/stalwart-rfc"))("stalwart's test mails", () => {
  interface Parsed {
    readonly parts: readonly { readonly headers: readonly { readonly name: unknown; readonly value: unknown }[] }[];
  }
  const names = hasCorpus("mime/stalwart-rfc")
    ? corpusNames("mime/stalwart-rfc")
        .filter((name) => name.endsWith(".eml"))
        .map((name) => name.slice(0, -4))
    : [];

  it.each(names)("%s: as many parts, with as many fields", (name) => {
    const { parts } = corpusJson<Parsed>(`mime/stalwart-rfc/${name}.json`);
    const entity = parseEntity(corpusFile(`mime/stalwart-rfc/${name}.eml`));
    expect(count(entity)).toBe(parts.length);
    expect(entity.fields.length).toBe(parts[0]?.headers.length);
  });
});
