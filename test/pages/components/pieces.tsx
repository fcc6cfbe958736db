import { Card, FoldedCard } from "../../../src/pages/ui/card.tsx";
import { CertificateFacts } from "../../../src/pages/ui/certificate-facts.tsx";
import { Chip } from "../../../src/pages/ui/chip.tsx";
import { MARK_COLOURS, MARK_SYMBOLS, MarkView } from "../../../src/pages/ui/mark-view.tsx";
import { FailureNotice, Notice } from "../../../src/pages/ui/notice.tsx";
import { type Shape, StateIcon } from "../../../src/pages/ui/state-icon.tsx";
import { Wordmark } from "../../../src/pages/ui/wordmark.tsx";
import { certificate, companyAuthority } from "../stage/actors.ts";
import { doNothing } from "./nothing.ts";

const SHAPES: Readonly<Record<Shape, true>> = {
  verified: true,
  unconfirmed: true,
  unknown: true,
  warning: true,
  encrypted: true,
  key: true,
  unlocked: true,
};

function Chips() {
  const long =
    "Alexandra Archer-Longfellow of the Northern Branch <alexandra.archer-longfellow@subsidiary.example.org>";
  const missing = { shape: "warning", words: "Waxwing has no certificate.", short: "no certificate" } as const;
  return (
    <ul class="row-of">
      <Chip text="bob@partner.example" onRemove={doNothing} />
      <Chip
        text="Bob Baker <bob@partner.example>"
        state={{ shape: "encrypted", words: "can be encrypted for" }}
        onRemove={doNothing}
      />
      <Chip text="bob@" state={{ shape: "warning", words: "not a complete address" }} onRemove={doNothing} />
      <Chip text="zoe@new.example" state={missing} onState={doNothing} onRemove={doNothing} />
      <Chip text={long} state={missing} onState={doNothing} onRemove={doNothing} />
      <Chip text="מרים כהן <miriam@clinic.example>" onRemove={doNothing} />
    </ul>
  );
}

function Marks() {
  return (
    <div class="row-of">
      {Object.keys(MARK_COLOURS).flatMap((colour) =>
        MARK_SYMBOLS.map((symbol) => <MarkView key={colour + symbol} colour={colour} symbol={symbol} />),
      )}
      <MarkView colour="no colour" symbol="Ж" size={48} />
    </div>
  );
}

export function Pieces() {
  return (
    <>
      <h2>Name, marks and shapes</h2>
      <div class="row-of">
        <Wordmark />
        {Object.keys(SHAPES).map((shape) => (
          <span key={shape} class="row-of">
            {isShape(shape) && <StateIcon shape={shape} />} {shape}
          </span>
        ))}
      </div>
      <Marks />
      <h2>Chips</h2>
      <Chips />
      <h2>Notices</h2>
      <Notice kind="good">It is done.</Notice>
      <Notice kind="note">Something to know.</Notice>
      <Notice kind="warning">Something to beware of.</Notice>
      <FailureNotice failure={{ code: "pkcs12/wrong-password", detail: {} }} />
      <FailureNotice
        failure={{ code: "file/too-large", detail: { size: 99_000_000, limit: 64_000_000 } }}
        safe="Nothing was added."
      >
        <p class="muted">File: a-large-one.p7m</p>
      </FailureNotice>
      <h2>Cards and certificates</h2>
      <Card title="A card" aside={<span class="muted">2</span>}>
        <CertificateFacts certificate={certificate({ addresses: ["alice@example.org", "office@example.org"] })} />
      </Card>
      <FoldedCard title="A card that unfolds" aside={<span class="muted">1</span>}>
        <CertificateFacts certificate={companyAuthority} />
      </FoldedCard>
    </>
  );
}

function isShape(text: string): text is Shape {
  return Object.hasOwn(SHAPES, text);
}
