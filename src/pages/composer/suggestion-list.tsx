import type { Suggestion } from "../../protocol/protocol.ts";
import { say } from "../../words/say.ts";
import { StateIcon } from "../ui/state-icon.tsx";
import type { Suggestions } from "./suggestions.ts";

export interface SuggestionListProps {
  readonly id: string;
  readonly suggestions: Suggestions;
  readonly onTake: (suggestion: Suggestion) => void;
}

const WORDS: Readonly<Record<Suggestion["kind"], string>> = {
  ready: say("can be encrypted for"),
  missing: say("no certificate"),
  expired: say("certificate ran out"),
  untrusted: say("certificate not confirmed"),
  malformed: say("not a complete address"),
};

/** The known people under the line. The focus stays in the line: a click must not take it away. */
export function SuggestionList({ id, suggestions: { list, marked, mark }, onTake }: SuggestionListProps) {
  return (
    <ul id={id} class="suggestions" role="listbox" aria-label={say("Known people")} hidden={list.length === 0}>
      {list.map((suggestion, index) => (
        <li
          key={suggestion.address}
          id={`${id}-${index}`}
          role="option"
          // Of a long list, or of one below a low window's edge, what the arrow keys reach comes into sight.
          ref={index === marked ? (option) => option?.scrollIntoView({ block: "nearest" }) : null}
          aria-selected={index === marked}
          onPointerDown={(event) => event.preventDefault()}
          onMouseDown={(event) => event.preventDefault()}
          onPointerMove={() => mark(index)}
          onClick={() => onTake(suggestion)}
        >
          <span class="who">
            {suggestion.name !== "" && <bdi>{suggestion.name}</bdi>} <bdi>{suggestion.address}</bdi>
          </span>{" "}
          <span class="can" data-ready={suggestion.kind === "ready"}>
            <StateIcon shape={suggestion.kind === "ready" ? "encrypted" : "warning"} />
            {WORDS[suggestion.kind]}
          </span>
        </li>
      ))}
    </ul>
  );
}
