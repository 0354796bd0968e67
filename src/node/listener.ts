/** A callback of the user's that may throw without harm to the work that it is told of. */
export interface Listener<Event> {
  tell(event: Event): void;
  /** Aborted when the caller's signal is, or when the callback has thrown. */
  signal: AbortSignal;
  /** Throws what the callback has thrown, if it has. */
  rethrow(): void;
}

/** Guards a callback: once it has thrown it is told nothing more, and the work is to stop. */
export function guardListener<Event>(
  callback: ((event: Event) => void) | undefined,
  signal: AbortSignal | undefined,
): Listener<Event> {
  const broken = new AbortController();
  let thrown: { error: unknown } | undefined;
  return {
    tell(event) {
      if (thrown) return;
      try {
        callback?.(event);
      } catch (error) {
        thrown = { error };
        broken.abort();
      }
    },
    signal: signal ? AbortSignal.any([signal, broken.signal]) : broken.signal,
    rethrow() {
      if (thrown) throw thrown.error;
    },
  };
}
