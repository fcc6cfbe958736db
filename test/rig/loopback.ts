/** Ports of this machine only. */
import { connect, createServer, type Server } from "node:net";

/** The port a listening server got. */
export function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("This server does not listen on a port");
  return address.port;
}

/** As many free ports as asked for. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve, reject) => {
          server.once("error", reject);
          server.listen(0, "127.0.0.1", () => resolve(portOf(server)));
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const say = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", () => say(true)).once("error", () => say(false));
  });
}

/** Waits until something listens on the port. @throws Error after `seconds` */
export async function untilListening(port: number, who: string, seconds = 20): Promise<void> {
  await until(() => answers(port), `${who} does not listen on port ${port}`, seconds);
}

/**
 * Asks again and again until the answer is neither null nor false; what is asked rests as long as it worked, so that it
 * does not slow what is waited for. @throws Error `complaint` after `seconds`
 */
export async function until<T>(
  ask: () => Promise<T | null | false> | T | null | false,
  complaint: string,
  seconds = 20,
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const began = Date.now();
    const answer = await ask();
    if (answer !== null && answer !== false) return answer;
    if (Date.now() > end) throw new Error(`${complaint} (waited ${seconds} s)`);
    const rest = Math.min(Math.max(50, Date.now() - began), 500);
    await new Promise((resolve) => setTimeout(resolve, rest));
  }
}
