/**
 * What the runtime asks of the JavaScript environment beyond the language. Everything is optional: where it is missing, the runtime does without and
 * says what differs. A `Store` takes one; {@link detectHost} finds what the environment has.
 */
export interface Host {
  /**
   * Moves a buffer's bytes into a new buffer of the same length and detaches the old one, without copying. Where it is missing, the buffer that a
   * memory had before it grew stays readable, but stale.
   */
  readonly move?: (buffer: ArrayBuffer) => ArrayBuffer;

  /** `ArrayBuffer.prototype.transfer`: moves a buffer's bytes into one of another length, filled up with zeros, and detaches the old one. */
  readonly resize?: (buffer: ArrayBuffer, byteLength: number) => ArrayBuffer;
}

/** The parts of hosts that are newer than ES2020 or come from elsewhere. */
interface HostGlobals {
  readonly structuredClone?: (value: ArrayBuffer, options: { transfer: ArrayBuffer[] }) => ArrayBuffer;
  readonly MessageChannel?: new () => { readonly port1: Port; readonly port2: Port };
}

interface Port {
  postMessage(message: null, transfer: ArrayBuffer[]): void;
  close(): void;
}

interface TransferableBuffer extends ArrayBuffer {
  transfer?(byteLength?: number): ArrayBuffer;
}

/** What this environment has. */
export function detectHost(): Host {
  const { transfer } = ArrayBuffer.prototype as TransferableBuffer;
  if (transfer !== undefined && canTransfer(transfer)) {
    return {
      move: (buffer) => transfer.call(buffer),
      resize: (buffer, byteLength) => transfer.call(buffer, byteLength),
    };
  }
  const { structuredClone, MessageChannel } = globalThis as HostGlobals;
  if (typeof structuredClone === 'function') {
    return { move: (buffer) => structuredClone(buffer, { transfer: [buffer] }) };
  }
  if (typeof MessageChannel === 'function') return { move: (buffer) => copyAndPost(buffer, new MessageChannel()) };
  return {};
}

/** SES gives buffers a `transfer` also where the engine has none: then it throws. */
function canTransfer(transfer: (this: ArrayBuffer, byteLength: number) => ArrayBuffer): boolean {
  try {
    return transfer.call(new ArrayBuffer(1), 2).byteLength === 2;
  } catch {
    return false;
  }
}

/** Detaches by sending the buffer into the void; a message cannot be received synchronously, so its bytes are copied before. */
function copyAndPost(
  buffer: ArrayBuffer,
  { port1, port2 }: { readonly port1: Port; readonly port2: Port },
): ArrayBuffer {
  const copy = buffer.slice(0);
  port1.postMessage(null, [buffer]);
  port1.close();
  port2.close();
  return copy;
}
