/**
 * Waits for `work` no longer than this. Null after that, and where it failed: a browser that stops the worker at the wrong
 * moment leaves a question without an answer for good.
 */
export async function atMost<T>(milliseconds: number, work: Promise<T>): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<null>((done) => {
    timer = setTimeout(() => done(null), milliseconds);
  });
  try {
    return await Promise.race([work.catch(() => null), over]);
  } finally {
    clearTimeout(timer);
  }
}
