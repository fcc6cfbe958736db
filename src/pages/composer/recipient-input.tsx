/**
 * The line in which recipients are typed: a combobox over known people (WAI-ARIA Authoring Practices: list
 * autocomplete). It commits to its parent what was typed or chosen, and never fills in anything by itself.
 */
import type { RefObject } from "preact";
import { useId } from "preact/hooks";
import type { ComposerTicket, Suggestion } from "../../protocol/protocol.ts";
import { sayCount } from "../../words/say.ts";
import { type Recipient, readRecipients, recipientOf } from "./addresses.ts";
import { SuggestionList } from "./suggestion-list.tsx";
import { movedMark } from "./suggestion-mark.ts";
import { type Suggestions, useSuggestions } from "./suggestions.ts";

export interface RecipientInputProps {
  readonly id: string;
  readonly ticket: ComposerTicket;
  readonly line: RefObject<HTMLInputElement | null>;
  readonly recipients: readonly Recipient[];
  /** What is typed and no recipient yet; kept with the letter. */
  readonly typed: string;
  readonly onTyped: (text: string) => void;
  readonly onAdd: (added: readonly Recipient[]) => void;
  readonly onRemoveLast: () => void;
}

interface Acts {
  readonly take: (suggestion: Suggestion) => void;
  readonly commit: () => void;
  readonly removeLast: () => void;
}

/** True where the key meant the list or the chips, and not the text. */
function followKey(event: KeyboardEvent, typed: string, { list, marked, mark, dismiss }: Suggestions, acts: Acts) {
  const choice = list[marked];
  switch (event.key) {
    case "ArrowDown":
    case "ArrowUp":
      if (list.length === 0) return false;
      mark(movedMark(marked, list.length, event.key === "ArrowDown" ? 1 : -1));
      return true;
    case "Escape":
      if (list.length === 0) return false;
      dismiss();
      return true;
    case "Enter":
      if (event.ctrlKey || event.metaKey || typed.trim() === "") return false;
      if (choice === undefined) acts.commit();
      else acts.take(choice);
      return true;
    case "Tab":
      // The focus moves on all the same.
      if (choice !== undefined && !event.shiftKey) acts.take(choice);
      return false;
    case "Backspace":
      if (typed === "") acts.removeLast();
      return false;
    default:
      return false;
  }
}

export function RecipientInput(props: RecipientInputProps) {
  const { id, ticket, line, recipients, typed, onTyped, onAdd, onRemoveLast } = props;
  const listId = useId();
  const present = recipients.map(({ address }) => address);
  const suggestions = useSuggestions(ticket, typed, present);
  const { list, marked } = suggestions;
  const commit = (text: string): void => {
    const added = readRecipients(text);
    if (added.length > 0) onAdd(added);
    if (typed !== "") onTyped("");
  };
  const take = (suggestion: Suggestion): void => {
    onAdd([recipientOf(suggestion)]);
    onTyped("");
  };
  const input = (text: string): void =>
    /[,;\n]/.test(text) && !/^[^"]*"[^"]*$/.test(text) ? commit(text) : onTyped(text);
  const key = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const acts = { take, commit: () => commit(typed), removeLast: onRemoveLast };
    if (!followKey(event, typed, suggestions, acts)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <li class="typing">
      <input
        id={id}
        ref={line}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={list.length > 0}
        aria-controls={listId}
        {...(list[marked] === undefined ? {} : { "aria-activedescendant": `${listId}-${marked}` })}
        value={typed}
        autocomplete="off"
        spellcheck={false}
        dir="auto"
        onInput={(event) => input(event.currentTarget.value)}
        onKeyDown={key}
        onBlur={() => commit(typed)}
      />
      <SuggestionList id={listId} suggestions={suggestions} onTake={take} />
      <span class="spoken" role="status">
        {list.length > 0 && sayCount(list.length, "{count} known person fits.", "{count} known people fit.")}
      </span>
    </li>
  );
}
