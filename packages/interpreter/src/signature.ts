import { type Code, RI } from '@softwasm/runtime';
import { type FuncType, I32, I64 } from '@softwasm/syntax';
import { argumentWords, giveResults, type Registers, registersOf, takeArguments, takeResults } from './registers.ts';

/** What a result is that is the only one, or whether that needs a closer look. */
const NOTHING = 0;
const WORD = 1;
const PAIR = 2;
const OTHER = 3;

/** So many words of arguments are passed one by one. */
const MAX_WORDS = 8;

const SIGNATURES = new WeakMap<FuncType, Signature>();

/** How values of a function type go between registers and the calling convention; found out once, for most functions have integers alone. */
export class Signature {
  private readonly type: FuncType;
  /** The registers of arguments that are few integers, word by word; else `undefined`. */
  private readonly registers: readonly number[] | undefined;
  private readonly result: number;
  /** How many registers the arguments take. */
  readonly argumentWords: number;

  private constructor(type: FuncType) {
    this.type = type;
    this.registers = registersOfIntegers(type);
    this.result = resultOf(type);
    this.argumentWords = argumentWords(type.params);
  }

  static of(type: FuncType): Signature {
    let signature = SIGNATURES.get(type);
    if (signature === undefined) SIGNATURES.set(type, (signature = new Signature(type)));
    return signature;
  }

  /** Calls code of the calling convention: arguments and results stand in registers from `s` on. */
  call(r: Registers, s: number, code: Code): void {
    const { registers: a } = this;
    const first = a === undefined ? code(...registersOf(r, s, this.type.params)) : callWithWords(r.words, s, a, code);
    const { result } = this;
    if (result === NOTHING) return;
    if (result === OTHER) {
      takeResults(r, s, this.type.results, first);
      return;
    }
    r.words[s] = first as number;
    if (result === PAIR) r.words[s + 1] = RI[1]!;
  }

  /** Puts arguments of the calling convention into registers from `s` on. */
  take(r: Registers, s: number, args: ArrayLike<unknown>): void {
    const { registers } = this;
    if (registers === undefined) takeArguments(r, s, this.type.params, args);
    else for (let i = 0; i < registers.length; i++) r.words[s + registers[i]!] = args[i] as number;
  }

  /** Leaves the results, which stand in registers from `s` on, where the calling convention wants them. @returns the first word of the first one */
  give(r: Registers, s: number): unknown {
    const { result } = this;
    if (result === NOTHING) return undefined;
    if (result === OTHER) return giveResults(r, s, this.type.results);
    if (result === PAIR) RI[1] = r.words[s + 1]!;
    return r.words[s];
  }
}

function registersOfIntegers({ params }: FuncType): number[] | undefined {
  const registers: number[] = [];
  for (let i = 0; i < params.length; i++) {
    if (params[i] !== I32 && params[i] !== I64) return undefined;
    registers.push(2 * i);
    if (params[i] === I64) registers.push(2 * i + 1);
  }
  return registers.length <= MAX_WORDS ? registers : undefined;
}

function resultOf({ results }: FuncType): number {
  if (results.length === 0) return NOTHING;
  if (results.length > 1) return OTHER;
  return results[0] === I32 ? WORD : results[0] === I64 ? PAIR : OTHER;
}

/** One case for each number: an array of arguments takes longer than most calls. */
function callWithWords(I: Int32Array, s: number, a: readonly number[], code: Code): unknown {
  switch (a.length) {
    case 0:
      return code();
    case 1:
      return code(I[s]);
    case 2:
      return code(I[s], I[s + a[1]!]);
    case 3:
      return code(I[s], I[s + a[1]!], I[s + a[2]!]);
    case 4:
      return code(I[s], I[s + a[1]!], I[s + a[2]!], I[s + a[3]!]);
    case 5:
      return code(I[s], I[s + a[1]!], I[s + a[2]!], I[s + a[3]!], I[s + a[4]!]);
    case 6:
      return code(I[s], I[s + a[1]!], I[s + a[2]!], I[s + a[3]!], I[s + a[4]!], I[s + a[5]!]);
    case 7:
      return code(I[s], I[s + a[1]!], I[s + a[2]!], I[s + a[3]!], I[s + a[4]!], I[s + a[5]!], I[s + a[6]!]);
    default:
      return code(
        I[s],
        I[s + a[1]!],
        I[s + a[2]!],
        I[s + a[3]!],
        I[s + a[4]!],
        I[s + a[5]!],
        I[s + a[6]!],
        I[s + a[7]!],
      );
  }
}
