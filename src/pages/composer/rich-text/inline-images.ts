/** The pictures of a letter, by the address this page shows them from and by the name they go out under. */
import type { InlineImage } from "../../../smime/verdict/display.ts";
import { contentIdOf, newPartName } from "../part-name.ts";
import { octetsOfDataAddress, rasterTypeOf } from "./raster-image.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** Octets of one picture in the text. A larger one goes as an attachment. */
const IMAGE_LIMIT = 5 * 1024 * 1024;

interface Shown {
  readonly image: InlineImage;
  readonly address: string;
}

export class InlineImages {
  readonly #shown = new Map<string, Shown>();

  constructor(images: readonly InlineImage[]) {
    for (const image of images) this.#show(image);
  }

  #show(image: InlineImage): Shown {
    const blob = new Blob([image.content], { type: image.contentType });
    const shown = { image, address: URL.createObjectURL(blob) };
    this.#shown.set(image.contentId, shown);
    return shown;
  }

  /** The address to show it from; null where it is no picture for the text: another kind of file, or too large. */
  add(content: Bytes, filename: string): string | null {
    const raster = content.length <= IMAGE_LIMIT ? rasterTypeOf(content) : null;
    if (raster === null) return null;
    const name = filename === "" ? `picture-${this.#shown.size + 1}.${raster.extension}` : filename;
    return this.#show({ contentId: contentIdOf(newPartName()), filename: name, contentType: raster.type, content })
      .address;
  }

  /** Content-ID of what is shown from this address. A picture that is written out in the address becomes one of ours. */
  readonly find = (address: string): string | null => {
    const known = [...this.#shown.values()].find(
      (one) => one.address === address || `cid:${one.image.contentId}` === address,
    );
    if (known) return known.image.contentId;
    const written = octetsOfDataAddress(address);
    const added = written && this.add(written, "");
    return added === null ? null : this.find(added);
  };

  readonly addressOf = (contentId: string): string | null => this.#shown.get(contentId)?.address ?? null;

  named(contentIds: ReadonlySet<string>): readonly InlineImage[] {
    return [...contentIds].flatMap((id) => this.#shown.get(id)?.image ?? []);
  }

  /** None of them can be shown any more. */
  release(): void {
    for (const { address } of this.#shown.values()) URL.revokeObjectURL(address);
    this.#shown.clear();
  }
}
