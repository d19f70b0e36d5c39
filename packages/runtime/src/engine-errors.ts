/*
 * What errors this JavaScript engine throws by itself where generated code relies on it. Learned by provoking them: texts and classes differ from engine
 * to engine, and from realm to realm.
 */

/** From 2^53 on an offset is no index at all, of which some engines say something else. */
const OUTSIDE = [8, 0x7fffffff, 0xffffffff, 2 ** 33, 2 ** 40, 2 ** 53, 2 ** 64];

type Access = (view: DataView, offset: number) => unknown;

const ACCESSES: readonly Access[] = [
  (view, offset) => view.getInt8(offset),
  (view, offset) => view.getUint8(offset),
  (view, offset) => view.getInt16(offset, true),
  (view, offset) => view.getInt32(offset, true),
  (view, offset) => view.getFloat32(offset, true),
  (view, offset) => view.getFloat64(offset, true),
  (view, offset) => view.setInt8(offset, 0),
  (view, offset) => view.setInt16(offset, 0, true),
  (view, offset) => view.setInt32(offset, 0, true),
  (view, offset) => view.setFloat32(offset, 0, true),
  (view, offset) => view.setFloat64(offset, 0, true),
];

let outOfBounds: ReadonlySet<string> | undefined;
let overflow: string | undefined;

function signature({ name, message }: Error): string {
  return `${name}: ${message}`;
}

/** Learns what an access outside a DataView looks like. Call it where the stack is shallow. Idempotent. */
export function learnEngineErrors(): void {
  if (outOfBounds !== undefined) return;
  const view = new DataView(new ArrayBuffer(8));
  const signatures = new Set<string>();
  for (const access of ACCESSES) {
    for (const offset of OUTSIDE) {
      try {
        access(view, offset);
      } catch (error) {
        signatures.add(signature(error as Error));
      }
    }
  }
  outOfBounds = signatures;
}

/** Whether a DataView threw this because an access was out of its bounds. */
export function isOutOfBounds(error: Error): boolean {
  learnEngineErrors();
  return (outOfBounds as ReadonlySet<string>).has(signature(error));
}

function overflowStack(): number {
  return 1 + overflowStack();
}

/** Whether this is the engine's stack overflow. Learned at the first question (milliseconds): it works however little stack is left. */
export function isStackOverflow(error: Error): boolean {
  if (overflow === undefined) {
    try {
      overflowStack();
    } catch (provoked) {
      overflow = signature(provoked as Error);
    }
  }
  return signature(error) === overflow;
}
