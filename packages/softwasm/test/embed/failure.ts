/** What a call failed with, as `class: message`; fails where it does not throw. */
export function failure(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return `${(error as Error).constructor.name}: ${(error as Error).message}`;
  }
  throw new Error('nothing was thrown');
}
