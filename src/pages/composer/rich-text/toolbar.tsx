/** A row of buttons that is one stop of the Tab key; the arrow keys go from button to button (ARIA's toolbar pattern). */
import { useRef, useState } from "preact/hooks";
import { say } from "../../../words/say.ts";

export interface Tool {
  readonly label: string;
  /** Path data on a ground of 16 by 16; "" where the label itself is shown. */
  readonly icon: string;
  /** The icon shows a direction of the text: it is turned where the text runs from right to left. */
  readonly directed?: boolean;
  /** Whether it is on; null for what is done once. */
  readonly pressed: boolean | null;
  readonly disabled?: boolean;
  /** As aria-keyshortcuts has it: "Control+B". */
  readonly keys?: string;
  readonly onUse: () => void;
}

export interface ToolbarProps {
  readonly label: string;
  /** Groups with a gap between them. */
  readonly tools: readonly (readonly Tool[])[];
  /** Escape: back to what the tools are for. */
  readonly onLeave: () => void;
}

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

function nextPlace(key: string, place: number, count: number): number | null {
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  const step = STEPS[key];
  return step === undefined ? null : (place + step + count) % count;
}

interface ToolButtonProps {
  readonly tool: Tool;
  readonly reachable: boolean;
  readonly onReached: () => void;
}

function titleOf(tool: string, keys: string): string {
  return say("{tool} ({keys})", {
    tool,
    keys: keys.replace("Control", say("Ctrl")).replace("Shift", say("Shift")),
  });
}

/** What cannot be used keeps its place among the stops: a focus never falls off. */
function ToolButton({ tool, reachable, onReached }: ToolButtonProps) {
  const { label, icon, directed = false, pressed, disabled = false, keys, onUse } = tool;
  const shortcut = keys === undefined ? {} : { "aria-keyshortcuts": keys };
  return (
    <button
      type="button"
      class="tool"
      title={keys === undefined ? label : titleOf(label, keys)}
      aria-label={label}
      {...(pressed === null ? {} : { "aria-pressed": pressed })}
      {...shortcut}
      aria-disabled={disabled}
      tabIndex={reachable ? 0 : -1}
      // The selection in the text stays.
      onMouseDown={(event) => event.preventDefault()}
      onFocus={onReached}
      onClick={() => !disabled && onUse()}
    >
      {icon === "" ? (
        label
      ) : (
        <svg {...(directed && { class: "directed" })} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          <path d={icon} />
        </svg>
      )}
    </button>
  );
}

export function Toolbar({ label, tools, onLeave }: ToolbarProps) {
  const bar = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState(0);
  const all = tools.flat();
  const current = Math.min(place, all.length - 1);
  const key = (event: KeyboardEvent): void => {
    if (event.key === "Escape") return onLeave();
    const rightToLeft = bar.current !== null && getComputedStyle(bar.current).direction === "rtl";
    const turned = rightToLeft ? { ArrowLeft: "ArrowRight", ArrowRight: "ArrowLeft" }[event.key] : undefined;
    const next = nextPlace(turned ?? event.key, current, all.length);
    if (next === null) return;
    event.preventDefault();
    bar.current?.querySelectorAll<HTMLButtonElement>("button")[next]?.focus();
  };
  return (
    <div ref={bar} class="toolbar" role="toolbar" aria-label={label} onKeyDown={key}>
      {tools.map((group, index) => (
        <span class="tools" key={index}>
          {group.map((tool) => (
            <ToolButton
              key={tool.label}
              tool={tool}
              reachable={all[current] === tool}
              onReached={() => setPlace(all.indexOf(tool))}
            />
          ))}
        </span>
      ))}
    </div>
  );
}
