/** The shapes of the states: each is told apart by its outline alone, without colour. Decorative: words stand beside it. */
import type { Tone } from "../../smime/verdict/vocabulary.ts";

export type Shape = Tone | "encrypted" | "key" | "unlocked";

const PATHS: Readonly<Record<Shape, string>> = {
  verified:
    "M8 1.5 13.5 3.6V8c0 3.2-2.2 5.4-5.5 6.5C4.700 13.400 2.500 11.200 2.500 8V3.600ZM5.400 8l1.900 1.900 3.400-3.700",
  unconfirmed:
    "M6 7.200a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5ZM1.500 14c0-2.700 1.800-4.500 4.500-4.500.9 0 1.700.2 2.400.6M10.700 5.600c0-1 .8-1.700 1.800-1.700s1.800.7 1.800 1.600c0 1.200-1.800 1.400-1.800 2.900M12.500 11.300v.2",
  unknown: "M8 14.500a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13ZM5 8h6",
  warning: "M8 1.900 15 14H1ZM8 6.300v3.600M8 11.900v.2",
  encrypted: "M3.500 7h9v7h-9ZM5.300 7V4.700a2.700 2.700 0 0 1 5.400 0V7M8 10v1.500",
  unlocked: "M3.500 7h9v7h-9ZM5.300 7V4.200a2.700 2.700 0 0 1 5.300-.7M8 10v1.500",
  key: "M5 13.500a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM7.200 8.400 13.500 2M11 4.600l2 2M9 6.600l1.400 1.400",
};

export function StateIcon({ shape }: { readonly shape: Shape }) {
  return (
    <svg class="state-icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path d={PATHS[shape]} />
    </svg>
  );
}
