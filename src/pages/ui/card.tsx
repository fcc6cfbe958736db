import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

export interface CardProps {
  readonly title: string;
  readonly children: ComponentChildren;
  /** Beside the heading. */
  readonly aside?: ComponentChildren;
}

/** A section with a heading of its own. */
export function Card({ title, children, aside }: CardProps) {
  const id = useId();
  return (
    <section class="card" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  );
}

/** A section that is closed until somebody asks for it; its heading says how much is inside. */
export function FoldedCard({ title, children, aside }: CardProps) {
  return (
    <details class="card">
      <summary>
        <h2>{title}</h2>
        {aside}
      </summary>
      {children}
    </details>
  );
}
