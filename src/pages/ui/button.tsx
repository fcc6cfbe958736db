import type { ComponentChildren, Ref } from "preact";

export interface ButtonProps {
  readonly children: ComponentChildren;
  /** `primary`: the one thing to do here. `danger`: removes something. `quiet`: looks like a link. */
  readonly kind?: "primary" | "plain" | "danger" | "quiet";
  readonly type?: "button" | "submit";
  readonly disabled?: boolean;
  /** While the work goes on: it cannot be pressed again, but keeps the focus. */
  readonly busy?: boolean;
  /** Says more than the visible words where several buttons share them; must begin with those words. */
  readonly label?: string;
  readonly expanded?: boolean;
  readonly describedBy?: string;
  readonly buttonRef?: Ref<HTMLButtonElement>;
  readonly onClick?: () => void;
}

export function Button(props: ButtonProps) {
  const { kind = "plain", type = "button", busy = false, onClick } = props;
  const press = (event: Event): void => {
    if (busy) event.preventDefault();
    else onClick?.();
  };
  return (
    <button
      ref={props.buttonRef ?? null}
      type={type}
      class={`button ${kind}`}
      disabled={props.disabled ?? false}
      aria-disabled={busy}
      aria-busy={busy}
      aria-label={props.label}
      aria-expanded={props.expanded}
      aria-describedby={props.describedBy}
      onClick={press}
    >
      {props.children}
    </button>
  );
}
