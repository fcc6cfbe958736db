/** The manager from top to bottom: its name, its sections, and the one that is open. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Wordmark } from "../ui/wordmark.tsx";
import { Diagnostics } from "./diagnostics.tsx";
import { SECTION_NAMES, SECTIONS, type Section, useSection } from "./sections.ts";
import { Tool } from "./tool.tsx";
import { Welcome } from "./welcome.tsx";
import { Write } from "./write.tsx";
import { say } from "../../words/say.ts";

function Navigation({ present }: { readonly present: Section }) {
  return (
    <nav aria-label={say("Manager")}>
      {SECTIONS.map((section) => (
        <a key={section} href={`#${section}`} {...(section === present ? { "aria-current": "page" as const } : {})}>
          {SECTION_NAMES[section]}
        </a>
      ))}
    </nav>
  );
}

interface PartProps {
  readonly title: string;
  readonly open: boolean;
  readonly children: ComponentChildren;
}

/**
 * One section. It is drawn when it is first opened, and only hidden when another is: what was typed in it stays. Its
 * heading takes the focus when somebody comes from another section.
 */
function Part({ title, open, children }: PartProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const [met, setMet] = useState(open);
  const first = useRef(true);
  useEffect(() => {
    if (open) setMet(true);
    if (open && !first.current) heading.current?.focus();
    first.current = false;
  }, [open]);
  return (
    <section hidden={!open} aria-label={title}>
      <h2 ref={heading} tabIndex={-1} class="step">
        {title}
      </h2>
      {(met || open) && children}
    </section>
  );
}

export function Manager() {
  const section = useSection();
  useEffect(() => {
    document.title = say("{section} – Waxwing", { section: SECTION_NAMES[section] });
  }, [section]);
  return (
    <>
      <header class="masthead">
        <div>
          <h1>
            <Wordmark />
          </h1>
          <Navigation present={section} />
        </div>
      </header>
      <main class="manager">
        <Part title={say("Your first signed message")} open={section === "welcome"}>
          <Welcome />
        </Part>
        <Part title={say("Have a file explained")} open={section === "tool"}>
          <Tool />
        </Part>
        <Part title={say("Write a sealed message")} open={section === "compose"}>
          <Write />
        </Part>
        <Part title={say("Diagnostics")} open={section === "diagnostics"}>
          <Diagnostics />
        </Part>
      </main>
    </>
  );
}
