import { I32, I64, V128 } from '@softwasm/syntax';
import type { Builder } from '../build/builder.ts';
import { longOf } from '../build/long-locals.ts';
import { pushLong, pushWordsOf, toLong } from '../build/longs.ts';
import { wordsOf, wordTypeOf } from '../build/module-shape.ts';
import { OP, T_I32 } from '../ir/node-ops.ts';
import { S_GLOBAL_SET } from '../ir/statement-ops.ts';
import { cond } from '../ir/words.ts';
import type { Family, NamesIn } from './families.ts';
import { popLanes, pushLanes } from './vector-locals.ts';

function localGet(b: Builder, at: number): void {
  const index = b.code[at]!;
  const type = b.localTypes[index]!;
  const first = b.localVars[index]!;
  if (type !== I64 && type !== V128) {
    b.push(type, b.ir.get(first));
    return;
  }
  const long = b.longVars.get(index);
  if (long !== undefined) {
    pushWordsOf(b, long);
    return;
  }
  if (b.longLocals.isPending(index)) {
    pushWordsOf(b, b.longLocals.of(index));
    return;
  }
  const lanes = type === V128 ? b.lanes.locals.get(index) : undefined;
  if (lanes !== undefined) {
    pushLanes(b, first, lanes);
    return;
  }
  if (type === I64) {
    b.pushPair(b.ir.get(first), b.ir.get(first + 1));
    return;
  }
  const words: number[] = [];
  for (let word = 0; word < wordsOf(type); word++) words.push(b.ir.get(first + word));
  b.pushWords(type, words);
}

function localSet(b: Builder, at: number): void {
  const index = b.code[at]!;
  const type = b.localTypes[index]!;
  const first = b.localVars[index]!;
  if (type !== I64 && type !== V128) {
    const n = b.pop();
    b.settleReaders(first);
    b.set(first, n);
    return;
  }
  const long = b.longVars.get(index);
  if (long !== undefined) {
    const lo = b.popPair();
    const n = toLong(b, lo, b.hi);
    b.settleReaders(long);
    b.set(long, n);
    return;
  }
  const lanes = type === V128 ? b.lanes.locals.get(index) : undefined;
  const words = lanes === undefined ? b.popWords() : popLanes(b, lanes);
  if (type === I64 && setLater(b, index, words)) return;
  setAll(b, first, words);
}

/** What is computed as a BigInt becomes the words of a local where straight-line code ends. @returns whether that will be */
function setLater(b: Builder, index: number, words: readonly number[]): boolean {
  if (!b.hasLongs) return false;
  b.longLocals.forget(index);
  const long = longOf(b.ir, words[0]!, words[1]!);
  if (long < 0 || !b.isStraight) return false;
  b.longLocals.defer(index, long);
  return true;
}

/** Sets variables from `first` on. */
function setAll(b: Builder, first: number, words: number[]): void {
  const { ir } = b;
  const count = words.length;
  for (let word = 0; word < count; word++) b.settleReaders(first + word);
  // The words are set one after the other: whatever reads one that was set before is evaluated first.
  for (let word = 1; word < count; word++) {
    for (let earlier = 0; earlier < word; earlier++) {
      if (ir.readsVariable(words[word]!, first + earlier)) words[word] = b.settle(words[word]!);
    }
  }
  for (let word = 0; word < count; word++) b.set(first + word, words[word]!);
}

function localTee(b: Builder, at: number): void {
  localSet(b, at);
  localGet(b, at);
}

function globalGet(b: Builder, at: number): void {
  const index = b.code[at]!;
  const { type, mutable } = b.shape.globals[index]!;
  const constant = b.shape.constants.get(index);
  if (constant !== undefined && type === I32) {
    b.push(I32, b.ir.i32(constant));
    return;
  }
  if (wordsOf(type) === 1) {
    b.push(type, b.ir.global(index, 0, wordTypeOf(type), mutable));
    return;
  }
  if (b.longGlobal === index) {
    pushWordsOf(b, b.longOfGlobal);
    return;
  }
  if (b.longChoice.instructions.has(at)) {
    const [lo, hi] = [b.ir.global(index, 0, T_I32, mutable), b.ir.global(index, 1, T_I32, mutable)];
    pushLong(b, b.ir.binary(OP['long.of_words'], lo, hi));
    return;
  }
  const words: number[] = [];
  for (let word = 0; word < wordsOf(type); word++) words.push(b.ir.global(index, word, wordTypeOf(type), mutable));
  b.pushWords(type, words);
}

function globalSet(b: Builder, at: number): void {
  const index = b.code[at]!;
  const isLong = b.types[b.types.length - 1] === I64 && b.settleLong(b.stack.length - 2);
  const words = b.popWords();
  b.settleState();
  b.longGlobal = isLong ? index : -1;
  if (isLong) b.longOfGlobal = longOf(b.ir, words[0]!, words[1]!);
  // A word that reads the global is evaluated before another is set.
  if (words.length > 1)
    for (let i = 1; i < words.length; i++) if (b.ir.isVolatile(words[i]!)) words[i] = b.settle(words[i]!);
  for (let word = 0; word < words.length; word++) {
    b.ir.statement(S_GLOBAL_SET, index, word, words[word]!, 0, 0);
  }
}

function drop(b: Builder): void {
  if (wordsOf(b.types[b.types.length - 1]!) === 1) {
    b.discard(b.pop());
    return;
  }
  // Halves of one load are covered by each other, but not both at once.
  for (const word of b.popWords()) b.discard(word);
}

function select(b: Builder, at: number): void {
  const { ir } = b;
  const condition = b.pop();
  if (b.longChoice.instructions.has(at)) {
    const yl = b.popPair();
    const y = b.lazy(toLong(b, yl, b.hi));
    const xl = b.popPair();
    pushLong(b, cond(ir, condition, b.lazy(toLong(b, xl, b.hi)), y));
    return;
  }
  const type = b.types[b.types.length - 1]!;
  if (wordsOf(type) === 1) {
    const y = b.pop();
    const x = b.lazy(b.pop());
    b.push(type, cond(ir, condition, x, b.lazy(y)));
    return;
  }
  const ys = b.popWords();
  const xs = b.popWords();
  const c = b.atom(condition);
  const words = xs.map((x, i) => cond(ir, c, b.lazy(x), b.lazy(ys[i]!)));
  b.pushWords(type, words);
}

export const VARIABLES: Family<NamesIn<'variable'>> = {
  'local.get': localGet,
  'local.set': localSet,
  'local.tee': localTee,
  'global.get': globalGet,
  'global.set': globalSet,
};

export const PARAMETRIC: Family<NamesIn<'parametric'>> = {
  drop,
  select,
  'select t': select,
};
