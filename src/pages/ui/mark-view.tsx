/**
 * The mark a person chose: a colour and a symbol, on every frame of ours in a web page. A page cannot know it, so a
 * fake frame is recognised.
 */
import { say } from "../../words/say.ts";

export const MARK_COLOURS: Readonly<Record<string, string>> = {
  "#27408b": say("Blue"),
  "#1a6b3c": say("Green"),
  "#7a4f00": say("Ochre"),
  "#7b2d8e": say("Violet"),
  "#0b6477": say("Teal"),
  "#8f2d56": say("Plum"),
  "#4a4a4a": say("Graphite"),
};

const SYMBOLS: Readonly<Record<string, string>> = {
  feather: "M19 5c-6 0-11 4-12 11l-2 3M7 16c5 1 10-2 12-11M9.5 14l5-5",
  leaf: "M5 19C4 10 9 5 19 5c0 9-5 14-12 11M5 19c2-5 5-8 9-10",
  star: "M12 4l2.5 5.3 5.8.7-4.3 4 1.1 5.8-5.1-2.9-5.1 2.9 1.1-5.8-4.3-4 5.8-.7Z",
  moon: "M18 14.5A7.5 7.5 0 0 1 9.5 6a7 7 0 1 0 8.5 8.5Z",
  sun: "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M5.6 18.4 7 17M17 7l1.4-1.4",
  wave: "M3 9c3-3 6-3 9 0s6 3 9 0M3 15c3-3 6-3 9 0s6 3 9 0",
  mountain: "M3 19 9.5 7l4 7 2-3L21 19Z",
  anchor: "M12 8v12M12 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM8 11h8M5 14c0 4 3 6 7 6s7-2 7-6",
};

export const MARK_SYMBOLS: readonly string[] = Object.keys(SYMBOLS);

export interface MarkViewProps {
  readonly colour: string;
  readonly symbol: string;
  readonly size?: number;
}

/** Draws a symbol of ours, or the first character of any other. A colour that is none becomes graphite. */
export function MarkView({ colour, symbol, size = 24 }: MarkViewProps) {
  const fill = /^#[0-9a-f]{6}$/i.test(colour) ? colour : "#4a4a4a";
  const path = SYMBOLS[symbol];
  return (
    <svg class="mark" viewBox="0 0 24 24" width={size} height={size} role="img" aria-label={say("Your mark")}>
      <rect width="24" height="24" rx="6" fill={fill} />
      {path === undefined ? (
        <text x="12" y="17" text-anchor="middle" fill="#ffffff" font-size="14">
          {[...symbol][0] ?? ""}
        </text>
      ) : (
        <path d={path} fill="none" stroke="#ffffff" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" />
      )}
    </svg>
  );
}
