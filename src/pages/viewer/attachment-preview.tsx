/** An attachment looked at in place. A picture stands in a sandboxed frame of its own, which may load nothing else. */
import { useEffect, useRef, useState } from "preact/hooks";
import { ATTACHMENT } from "../ui/sentences-attachment.ts";
import { pictureDocument } from "./frame-document.ts";
import type { Preview } from "./previews.ts";

/** CSS pixels. */
const TALLEST = 900;

function Picture({ blob, filename }: { readonly blob: Blob; readonly filename: string }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    const url = URL.createObjectURL(blob);
    setAddress(url);
    return () => URL.revokeObjectURL(url);
  }, [blob]);
  const fit = (): void => {
    const picture = frame.current?.contentDocument?.images[0];
    if (frame.current === null || picture === undefined) return;
    // Its own height first, for it shrinks to the frame's width.
    frame.current.style.height = `${Math.min(TALLEST, Math.max(48, Math.ceil(picture.getBoundingClientRect().height)))}px`;
  };
  if (address === null) return null;
  return (
    <iframe
      ref={frame}
      class="picture"
      title={filename}
      sandbox="allow-same-origin"
      referrerpolicy="no-referrer"
      srcdoc={pictureDocument(address, filename)}
      onLoad={fit}
    />
  );
}

export interface AttachmentPreviewProps {
  readonly preview: Preview;
  readonly filename: string;
}

export function AttachmentPreview({ preview, filename }: AttachmentPreviewProps) {
  switch (preview.kind) {
    case "picture":
      return <Picture blob={preview.blob} filename={filename} />;
    case "text":
      return (
        <div class="text-preview">
          <pre tabIndex={0} role="region" aria-label={filename} lang="" dir="auto">
            {preview.text}
          </pre>
          {preview.clipped && <p class="muted">{ATTACHMENT.clipped}</p>}
        </div>
      );
    case "refused":
      return (
        <p class="muted" role="status">
          {preview.wanted === "picture" ? ATTACHMENT.noPicture : ATTACHMENT.noText}
        </p>
      );
  }
}
