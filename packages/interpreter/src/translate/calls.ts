import type { FuncType, InstructionName } from '@softwasm/syntax';
import { OPERATION } from '../operations.generated.ts';
import { REFERENCE, WORD } from './shapes.ts';
import type { Translations, Translator } from './translator.ts';

/** Puts the arguments side by side and pops them. @returns where they begin */
function popArguments(t: Translator, { params }: FuncType): number {
  t.settleTop(params.length);
  const place = t.argumentsPlace(params.length);
  t.dropMany(params.length);
  return place;
}

/** Pops an index into a table. @returns its register */
function popIndex(t: Translator, tableidx: number): number {
  if (t.spaces.tables[tableidx]!.addressType === 'i32') return t.pop();
  const wide = t.pop();
  t.handlerResult(WORD, 'index_of_64', wide);
  return t.pop();
}

function afterCall(t: Translator, { results }: FuncType): void {
  t.barrier();
  t.pushTypes(results);
}

/** Puts the arguments where those of this function were. */
function replaceArguments(t: Translator, { params }: FuncType): void {
  t.settleTop(params.length);
  if (params.length > 0 && t.placeOf(params.length - 1) > 0) t.copyDown(params.length, 0);
  t.dropMany(params.length);
  t.reachable = false;
  t.noteTailCall();
}

export const CALLS: Translations<Extract<InstructionName, `${'' | 'return_'}call${string}`>> = {
  call: (t, at) => {
    const funcidx = t.body[at]!;
    const type = t.spaces.typeOfFunc(funcidx);
    const operation = funcidx < t.spaces.importedFuncs ? OPERATION.call_import : OPERATION.call;
    t.code.push3(operation, funcidx, popArguments(t, type));
    afterCall(t, type);
  },
  call_indirect: (t, at) => {
    const typeidx = t.body[at]!;
    const tableidx = t.body[at + 1]!;
    const type = t.spaces.funcType(typeidx);
    const index = popIndex(t, tableidx);
    t.emit('call_indirect', tableidx, typeidx, index, popArguments(t, type));
    afterCall(t, type);
  },
  call_ref: (t, at) => {
    const type = t.spaces.funcType(t.body[at]!);
    const callee = t.pop();
    t.emit('call_ref', callee, popArguments(t, type));
    afterCall(t, type);
  },
  return_call: (t, at) => {
    const funcidx = t.body[at]!;
    replaceArguments(t, t.spaces.typeOfFunc(funcidx));
    t.emit(funcidx < t.spaces.importedFuncs ? 'return_call_import' : 'return_call', funcidx);
  },
  return_call_indirect: (t, at) => {
    const typeidx = t.body[at]!;
    const tableidx = t.body[at + 1]!;
    const index = popIndex(t, tableidx);
    t.handlerResult(REFERENCE, 'resolve_indirect', index, tableidx, typeidx);
    const callee = t.pop();
    replaceArguments(t, t.spaces.funcType(typeidx));
    t.emit('return_call_ref', callee);
  },
  return_call_ref: (t, at) => {
    // In its place it is out of the way of the arguments.
    t.settleTop(1);
    const callee = t.pop();
    replaceArguments(t, t.spaces.funcType(t.body[at]!));
    t.emit('return_call_ref', callee);
  },
};
