/** One request to the replica of Google's interfaces, and its answer. */

export interface Asked {
  readonly method: string;
  /** The name the client asked, "gmail.googleapis.com". */
  readonly host: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer;
}

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The client hears nothing: the connection is cut. */
export const CUT = "cut";

export function json(status: number, value: unknown): Answered {
  return {
    status,
    headers: { "content-type": "application/json; charset=UTF-8", "cache-control": "no-store" },
    body: JSON.stringify(value),
  };
}

export function page(html: string): Answered {
  return { status: 200, headers: { "content-type": "text/html; charset=utf-8" }, body: html };
}

export function redirect(location: string): Answered {
  return { status: 302, headers: { location }, body: "" };
}

/** google.rpc.Code beside HTTP's. */
const STATUS: Readonly<Record<number, string>> = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  429: "RESOURCE_EXHAUSTED",
  503: "UNAVAILABLE",
};

/** The form of developers.google.com/workspace/gmail/api/guides/handle-errors. */
export function apiError(code: number, reason: string, message: string, more: object = {}): Answered {
  const domain = reason.endsWith("Exceeded") ? "usageLimits" : "global";
  const error = { code, message, errors: [{ message, domain, reason }], status: STATUS[code] ?? "UNKNOWN", ...more };
  return json(code, { error });
}

export function textOf(headers: Asked["headers"], name: string): string {
  const value = headers[name];
  return typeof value === "string" ? value : "";
}
