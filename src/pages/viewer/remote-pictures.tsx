/** Says what was not loaded, why, and where it may be: loads it after a click, for this message and this look at it. */
import type { MessageReport } from "../../smime/verdict/vocabulary.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { notLoaded, PICTURES } from "../ui/sentences-viewer.ts";
import type { Inert, Pictures } from "./inert-html.ts";

/**
 * Never where the encryption lets somebody change the content unseen: a piece of a message that loads something could
 * be put around the rest of it, and carry the rest away (EFAIL).
 */
export function mayLoadPictures({ encryption }: MessageReport): boolean {
  return encryption.kind === "none" || (encryption.kind === "decrypted" && encryption.authenticated);
}

export interface RemotePicturesProps {
  readonly inert: Inert;
  readonly report: MessageReport;
  readonly pictures: Pictures;
  readonly onLoad: () => void;
}

export function RemotePictures({ inert: { remote, loadable }, report, pictures, onLoad }: RemotePicturesProps) {
  if (pictures === "all") return <Notice kind="note">{PICTURES.loaded}</Notice>;
  if (remote === 0) return null;
  const allowed = mayLoadPictures(report);
  return (
    <Notice kind="note">
      <p>
        {notLoaded(remote)} {allowed ? PICTURES.why : PICTURES.never}
      </p>
      {allowed && loadable > 0 && <Button onClick={onLoad}>{PICTURES.load}</Button>}
    </Notice>
  );
}
