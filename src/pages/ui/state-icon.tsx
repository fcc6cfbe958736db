/** The shapes of the states: each is told apart by its outline alone, without colour. Decorative: words stand beside it. */
import type { Tone } from "../../smime/verdict/vocabulary.ts";

export type Shape = Tone | "encrypted" | "key" | "unlocked";

const PATHS: Readonly<Record<Shape, string>> = {
  verified: "M8 1.5 13.5 3.6V8c0 3.2-2.2 5.4-5.5 6.5C4.7 13.4 2.5 11.2 2.5 8V3.6ZM5.4 8l1.9 1.9 3.4-3.7",
  unconfirmed:
    "M6 7.2a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM1.5 14c0-2.7 1.8-4.5 4.5-4.5.9 0 1.7.2 2.4.6M10.7 5.6c0-1 .8-1.7 1.8-1.7s1.8.7 1.8 1.6c0 1.2-1.8 1.4-1.8 2.9M12.5 11.3v.2",
  unknown: "M8 14.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM5 8h6",
  warning: "M8 1.9 15 14H1ZM8 6.3v3.6M8 11.9v.2",
  encrypted: "M3.5 7h9v7h-9ZM5.3 7V4.7a2.7 2.7 0 0 1 5.4 0V7M8 10v1.5",
  unlocked: "M3.5 7h9v7h-9ZM5.3 7V4.2a2.7 2.7 0 0 1 5.3-.7M8 10v1.5",
  key: "M5 13.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM7.2 8.4 13.5 2M11 4.6l2 2M9 6.6l1.4 1.4",
};

export function StateIcon({ shape }: { readonly shape: Shape }) {
  return (
    <svg class="state-icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path d={PATHS[shape]} />
    </svg>
  );
}
