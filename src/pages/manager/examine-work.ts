/** What the tool asks of the worker, in order, and what came of it. */
import { useRef, useState } from "preact/hooks";
import { request } from "../../protocol/client.ts";
import type { ViewerTicket } from "../../protocol/protocol.ts";
import { SHAPE_LIMITS } from "../../protocol/shapes.ts";
import type { CertificateSummary, MessageReport } from "../../smime/verdict/vocabulary.ts";
import { failureOf, type Told } from "../ui/sentences.ts";
import { type GivenFile, type Inspected, MOST_FILES, pastedFile, type Plan, planFor, tooMany } from "./examination.ts";

export type Examined =
  | {
      readonly kind: "message";
      readonly file: GivenFile;
      readonly report: MessageReport;
      readonly ticket: ViewerTicket;
      /** A signature in a file of its own was given too, and not needed. */
      readonly besideSignature: boolean;
    }
  | { readonly kind: "file"; readonly file: GivenFile; readonly report: MessageReport }
  | { readonly kind: "signature"; readonly file: GivenFile; readonly certificates: readonly CertificateSummary[] }
  | { readonly kind: "certificates"; readonly file: GivenFile; readonly certificates: readonly CertificateSummary[] }
  | { readonly kind: "key-file"; readonly file: GivenFile };

/** @throws a failure that can be told */
async function give(file: File): Promise<GivenFile> {
  const limit = SHAPE_LIMITS.octets;
  const refusal: Told = { code: "file/too-large", detail: { size: file.size, limit } };
  if (file.size > limit) throw refusal;
  return { name: file.name, octets: new Uint8Array(await file.arrayBuffer()), pasted: false };
}

/** @throws a failure that can be told */
function giveAll(files: readonly File[]): Promise<readonly GivenFile[]> {
  if (files.length > MOST_FILES) throw tooMany(files.length);
  return Promise.all(files.map(give));
}

async function inspect(file: GivenFile): Promise<Inspected> {
  try {
    return { file, finding: await request("file/inspect", { file: file.octets }), failure: null };
  } catch (error) {
    return { file, finding: null, failure: failureOf(error) };
  }
}

async function open(file: GivenFile, besideSignature: boolean): Promise<Extract<Examined, { kind: "message" }>> {
  const { report, ticket } = await request("file/open", { file: file.octets });
  return { kind: "message", file, report, ticket, besideSignature };
}

async function verify({ signature, content, isMessage }: Extract<Plan, { step: "verify" }>): Promise<Examined> {
  const message = isMessage ? await open(content, true) : null;
  if (message !== null && message.report.signature.kind !== "unsigned") return message;
  const { report } = await request("file/verify", { signature: signature.octets, content: content.octets });
  return { kind: "file", file: content, report };
}

async function follow(plan: Plan): Promise<Examined> {
  switch (plan.step) {
    case "open":
      return open(plan.file, false);
    case "verify":
      return verify(plan);
    case "await-content":
      return { kind: "signature", file: plan.signature, certificates: plan.certificates };
    case "certificates":
      return { kind: "certificates", file: plan.file, certificates: plan.certificates };
    case "import":
      return { kind: "key-file", file: plan.file };
    case "refuse":
      throw plan.failure;
  }
}

export interface Examination {
  readonly busy: boolean;
  readonly failure: Told | null;
  readonly examined: Examined | null;
  readonly take: (files: readonly File[]) => void;
  readonly paste: (text: string) => void;
  /** Asks for the message's report again, with another ticket where the last one is spent. */
  readonly again: (anew: boolean) => void;
  readonly close: () => void;
}

export function useExamination(): Examination {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Told | null>(null);
  const [examined, setExamined] = useState<Examined | null>(null);
  /** Of two pieces of work only the later one's outcome is shown. */
  const turn = useRef(0);
  const run = (work: () => Promise<Examined>): void => {
    const mine = ++turn.current;
    setBusy(true);
    setFailure(null);
    const settle = (outcome: () => void): void => {
      if (mine !== turn.current) return;
      setBusy(false);
      outcome();
    };
    work().then(
      (found) => settle(() => setExamined(found)),
      (error: unknown) => settle(() => setFailure(failureOf(error))),
    );
  };
  const waiting = examined?.kind === "signature" ? examined.file : null;
  const examine = async (given: readonly GivenFile[]): Promise<Examined> =>
    follow(planFor(await Promise.all(given.map(inspect)), waiting));
  return {
    busy,
    failure,
    examined,
    take: (files) => {
      // Text or a link may be dropped too: that is no file at all.
      if (files.length > 0) run(async () => examine(await giveAll(files)));
    },
    paste: (text) => run(() => examine([pastedFile(text)])),
    again: (anew) => {
      if (examined?.kind !== "message") return;
      const { file, besideSignature, ticket } = examined;
      run(async () => {
        const next = await open(file, besideSignature);
        return anew ? next : { ...next, ticket };
      });
    },
    close: () => {
      turn.current++;
      setBusy(false);
      setFailure(null);
      setExamined(null);
    },
  };
}
