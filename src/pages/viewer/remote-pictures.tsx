/** Says what was not loaded, why, and where it may be: loads it after a click, for this message and this look at it. */
import type { MessageReport } from "../../smime/verdict/vocabulary.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { notLoaded, PICTURES } from "../ui/sentences-viewer.ts";
import type { Front } from "./front.ts";
import type { Inert, Pictures } from "./inert-html.ts";

function isUnchanged({ encryption }: MessageReport): boolean {
  return encryption.kind === "none" || (encryption.kind === "decrypted" && encryption.authenticated);
}

/**
 * Never where an encryption, its own or that of a message around it, lets somebody change the content unseen: a piece of
 * a message that loads something could be put around the rest of it, and carry the rest away (EFAIL).
 */
export function mayLoadPictures({ around, report }: Pick<Front, "around" | "report">): boolean {
  return [...around, report].every(isUnchanged);
}

export interface RemotePicturesProps {
  readonly inert: Inert;
  /** Whether pictures may be loaded at all. */
  readonly allowed: boolean;
  readonly pictures: Pictures;
  readonly onLoad: () => void;
}

export function RemotePictures({ inert: { remote, loadable }, allowed, pictures, onLoad }: RemotePicturesProps) {
  if (pictures === "all") return <Notice kind="note">{PICTURES.loaded}</Notice>;
  if (remote === 0) return null;
  return (
    <Notice kind="note">
      <p>
        {notLoaded(remote)} {allowed ? PICTURES.why : PICTURES.never}
      </p>
      {allowed && loadable > 0 && <Button onClick={onLoad}>{PICTURES.load}</Button>}
    </Notice>
  );
}
