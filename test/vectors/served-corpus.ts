/// <reference types="vite/client" />
/** Stands in for `corpus.ts` where tests run in a browser: the same files, served by the test runner. */
const ROOT = import.meta.env["VITE_CONFORMANCE"] ?? "";

function answerTo(path: string): XMLHttpRequest {
  const request = new XMLHttpRequest();
  request.open("GET", `/@fs${ROOT}/${path}`, false);
  request.send();
  return request;
}

export function hasCorpus(folder: string): boolean {
  return ROOT !== "" && folder !== "";
}

export function corpusText(path: string): string {
  const { status, responseText } = answerTo(path);
  if (status !== 200) throw new Error(`${path}: status ${status}`);
  return responseText;
}

/** The caller states the shape: these files are fixed. */
export function corpusJson<T>(path: string): T {
  return JSON.parse(corpusText(path));
}
