/** Writes several files as one: a browser asks before it saves many at once. */
import { makeZip } from "client-zip";

export interface ArchivedFile {
  readonly name: string;
  readonly content: Uint8Array<ArrayBuffer>;
}

/** The first day the format knows, wherever it is read: when a file was made is nobody's business here. */
const EPOCH = new Date(1980, 0, 1);

/** "a.txt", "a (2).txt": programs that unpack overwrite what has the same name, whatever its case. */
export function distinctNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const dot = name.lastIndexOf(".");
    const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ""];
    let distinct = name;
    for (let count = 2; taken.has(distinct.toLowerCase()); count++) distinct = `${stem} (${count})${extension}`;
    taken.add(distinct.toLowerCase());
    return distinct;
  });
}

/** The names must be distinct and free of paths. Nothing is compressed. */
export async function zipArchive(files: readonly ArchivedFile[]): Promise<Blob> {
  const entries = files.map(({ name, content }) => ({ name, input: content, lastModified: EPOCH }));
  const octets = await new Response(makeZip(entries)).arrayBuffer();
  return new Blob([octets], { type: "application/octet-stream" });
}
