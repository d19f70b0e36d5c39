import { atOffset, TRAP_MESSAGES, type TrapCode, unsupportedInstruction } from './messages.ts';

/** What every error of this project is. Its `message` begins with a text of `messages.ts`. */
export abstract class SoftwasmError extends Error {}

/** Bytes that are no module (§5): the official suite's "malformed". `offset` counts bytes from the start of the binary. */
export class DecodeError extends SoftwasmError {
  override readonly name: string = 'DecodeError';
  readonly offset: number;
  /** The message without its location. */
  readonly reason: string;

  constructor(reason: string, offset: number) {
    super(atOffset(reason, offset));
    this.reason = reason;
    this.offset = offset;
  }
}

/** Text that is no module or script (§6). Lines and columns count from 1, columns in bytes; `offset` counts bytes from the start. */
export class ParseError extends SoftwasmError {
  override readonly name: string = 'ParseError';
  readonly reason: string;
  readonly offset: number;
  readonly line: number;
  readonly column: number;

  constructor(reason: string, offset: number, line: number, column: number) {
    super(`${reason} (line ${line}, column ${column})`);
    this.reason = reason;
    this.offset = offset;
    this.line = line;
    this.column = column;
  }
}

/** A well-formed module that is not valid (§3). */
export class ValidationError extends SoftwasmError {
  override readonly name: string = 'ValidationError';
  readonly reason: string;
  readonly offset: number;
  /** The function it is in, an index into the function index space. */
  readonly func?: number;

  constructor(reason: string, offset: number, func?: number) {
    super(atOffset(reason, offset, func));
    this.reason = reason;
    this.offset = offset;
    if (func !== undefined) this.func = func;
  }
}

/** Imports that do not satisfy a module (§4.5.3): the suite's "unlinkable". */
export class LinkError extends SoftwasmError {
  override readonly name: string = 'LinkError';
}

/** One wasm function on the stack when a trap struck. */
export interface TrapFrame {
  /** Function index in its module. */
  readonly func: number;
  /** From the name section, where there is one. */
  readonly name?: string;
  /** Byte offset in the binary, where it is known. */
  readonly offset?: number;
}

/** Execution came to a trap (§4.2.2). The innermost frame is first. */
export class Trap extends SoftwasmError {
  override readonly name: string = 'Trap';
  readonly code: TrapCode;
  frames: readonly TrapFrame[] = [];
  /** The error of the JavaScript engine that this trap was at first, e.g. the RangeError of a stack that is exhausted. */
  readonly cause?: unknown;

  constructor(code: TrapCode, message: string = TRAP_MESSAGES[code], options: { readonly cause?: unknown } = {}) {
    super(message);
    this.code = code;
    if (options.cause !== undefined) {
      Object.defineProperty(this, 'cause', { value: options.cause, writable: true, configurable: true });
    }
  }
}

/** The implementation or its host cannot provide what a module asks for, e.g. the memory it starts with. */
export class ResourceError extends SoftwasmError {
  override readonly name: string = 'ResourceError';
}

/** A valid module uses an instruction that this engine does not execute. */
export class UnsupportedError extends SoftwasmError {
  override readonly name: string = 'UnsupportedError';
  readonly instruction: string;

  constructor(instruction: string) {
    super(unsupportedInstruction(instruction));
    this.instruction = instruction;
  }
}
