/** Stands above a message that came inside another one, so that nobody takes its verdict for the other's. */
import { useEffect, useRef } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { ATTACHED } from "../ui/sentences-attachment.ts";
import type { Walk } from "./front.ts";

export function AttachedBar({ walk: { front, back } }: { readonly walk: Walk }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const place = front.inside.join("/");
  useEffect(() => heading.current?.focus(), [place]);
  return (
    <div class="attached-bar">
      <Button onClick={back}>{ATTACHED.back}</Button>
      <h2 ref={heading} tabIndex={-1}>
        {ATTACHED.heading}
      </h2>
      <p class="muted">{ATTACHED.alone}</p>
    </div>
  );
}
