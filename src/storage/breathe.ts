/** Gives the thread to whoever waits: a page's own events, or queries and cancels in a worker, come before what follows. */
export function breathe(ms = 0): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
