/** When what was begun is answered, and whatever waits was handled. */

/** Lets every event that waits be handled first. A timer would be held back some milliseconds each time. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener("message", () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(null, []);
  });
}

/**
 * Does what an answer does not need once it is on its way: whoever waits is looking at a badge that is not there yet.
 * What goes wrong in it is tried again with the next event of its kind.
 */
export function afterAnswering(work: () => Promise<unknown>): void {
  nextTurn()
    .then(work)
    .catch(() => undefined);
}
