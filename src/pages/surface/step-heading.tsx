import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { useFocusWhenDrawn } from "../ui/focus.ts";

/** The heading of a step that has just come up: takes the focus, so that keyboard and screen reader follow. */
export function StepHeading({ children }: { readonly children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useFocusWhenDrawn(heading, true);
  return (
    <h2 ref={heading} tabIndex={-1} class="step">
      {children}
    </h2>
  );
}
