import { frameLine, type TrapFrame } from '@softwasm/syntax';

/** Puts the guest's frames on top of an error's stack trace. */
export function addFrames(error: Error, frames: readonly TrapFrame[]): void {
  if (frames.length === 0 || typeof error.stack !== 'string') return;
  const head = `${error.name}: ${error.message}`;
  const rest = error.stack.startsWith(head) ? error.stack.slice(head.length + 1) : error.stack;
  const lines = frames.map(({ name, func, offset }) => frameLine(name, func, offset));
  const value = [head, ...lines, rest].join('\n');
  Object.defineProperty(error, 'stack', { value, writable: true, enumerable: false, configurable: true });
}
