/** Requests to stop, while a run is under way. */
export interface Interrupt {
  signal: AbortSignal;
  /** Gives Ctrl-C its usual meaning back. */
  dispose(): void;
}

/**
 * Turns the first Ctrl-C (or SIGTERM) into an abort signal; the second quits at once, after
 * `onQuit` has put the terminal in order.
 */
export function listenForInterrupt(onFirst: () => void, onQuit: () => void): Interrupt {
  const controller = new AbortController();
  const handle = () => {
    if (controller.signal.aborted) {
      onQuit();
      process.exit(130);
    }
    onFirst();
    controller.abort();
  };
  process.on("SIGINT", handle);
  process.on("SIGTERM", handle);
  return {
    signal: controller.signal,
    dispose() {
      process.off("SIGINT", handle);
      process.off("SIGTERM", handle);
    },
  };
}
