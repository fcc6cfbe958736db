/** The words after `waxwing open`, `waxwing sign`, …: options and the one thing to work on. Knows no meaning. */

/** The arguments were wrong: one line on standard error, exit status 2. */
export class UsageError extends Error {}

export interface Syntax {
  /** Options without a value. */
  readonly flags?: readonly string[];
  /** Options that may come again, each with one value. */
  readonly values?: readonly string[];
  /** Options whose value may be several words; the last word of the line still is the operand. */
  readonly lists?: readonly string[];
}

export class Arguments {
  readonly operand: string;
  readonly #flags: ReadonlySet<string>;
  readonly #values: ReadonlyMap<string, readonly string[]>;

  constructor(operand: string, flags: ReadonlySet<string>, values: ReadonlyMap<string, readonly string[]>) {
    this.operand = operand;
    this.#flags = flags;
    this.#values = values;
  }

  has(flag: string): boolean {
    return this.#flags.has(flag);
  }

  all(option: string): readonly string[] {
    return this.#values.get(option) ?? [];
  }

  /** The last one given, or null. */
  last(option: string): string | null {
    return this.all(option).at(-1) ?? null;
  }

  /** One of these words, or null where the option is absent. @throws UsageError */
  choice<T extends string>(option: string, choices: readonly T[]): T | null {
    const given = this.last(option);
    if (given === null) return null;
    const found = choices.find((choice) => choice === given);
    if (found === undefined) throw new UsageError(`${option} must be one of ${choices.join(", ")}`);
    return found;
  }

  /** `--at`, in milliseconds since 1970; the clock's time where it is absent. @throws UsageError */
  time(): number {
    const text = this.last("--at");
    if (text === null) return Date.now();
    const time = Date.parse(text);
    if (Number.isNaN(time)) throw new UsageError(`--at is no ISO 8601 time: ${text}`);
    return time;
  }
}

interface Word {
  readonly text: string;
  /** The list option it may belong to. */
  readonly list: string | null;
}

/** The operand is the word that can belong to no option, else the last one. */
function chooseOperand(words: readonly Word[]): Word {
  const free = words.filter((word) => word.list === null);
  if (free.length > 1) throw new UsageError(`unexpected argument: ${free[1]?.text ?? ""}`);
  const operand = free[0] ?? words.at(-1);
  if (!operand) throw new UsageError("nothing to work on was named");
  return operand;
}

class Reader {
  readonly #syntax: Syntax;
  readonly #flags = new Set<string>();
  readonly #values = new Map<string, string[]>();
  readonly #words: Word[] = [];

  constructor(syntax: Syntax) {
    this.#syntax = syntax;
  }

  #add(option: string, value: string): void {
    this.#values.set(option, [...(this.#values.get(option) ?? []), value]);
  }

  read(words: readonly string[]): Arguments {
    let list: string | null = null;
    for (let i = 0; i < words.length; i++) {
      const word = words[i] ?? "";
      if (!word.startsWith("--")) {
        this.#words.push({ text: word, list });
        continue;
      }
      list = null;
      const [name = "", attached] = splitAtEquals(word);
      if (this.#syntax.flags?.includes(name)) {
        this.#flags.add(name);
        continue;
      }
      const isList = this.#syntax.lists?.includes(name) ?? false;
      if (!isList && !this.#syntax.values?.includes(name)) throw new UsageError(`unknown option: ${name}`);
      const value = attached ?? words[++i];
      if (value === undefined) throw new UsageError(`${name} needs a value`);
      this.#add(name, value);
      if (isList) list = name;
    }
    return this.#finish();
  }

  #finish(): Arguments {
    const operand = chooseOperand(this.#words);
    for (const word of this.#words) if (word !== operand && word.list !== null) this.#add(word.list, word.text);
    return new Arguments(operand.text, this.#flags, this.#values);
  }
}

function splitAtEquals(word: string): [string, string?] {
  const equals = word.indexOf("=");
  return equals < 0 ? [word] : [word.slice(0, equals), word.slice(equals + 1)];
}

/** @throws UsageError */
export function readArguments(words: readonly string[], syntax: Syntax): Arguments {
  return new Reader(syntax).read(words);
}
