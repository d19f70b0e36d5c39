import { F32, F64, I32, I64, type InstructionName, type InstructionNameIn, isRef } from '@softwasm/syntax';
import { OPERATION } from '../operations.generated.ts';
import type { OperationName } from './operands.ts';
import { PAIR, REFERENCE, VECTOR, WORD } from './shapes.ts';
import type { Translations, Translator } from './translator.ts';

const SELECTS: readonly OperationName[] = ['select_1', 'select_2', 'select_4', 'select_ref'];

function select(t: Translator): void {
  const condition = t.pop();
  const otherwise = t.pop();
  const shape = t.topShape;
  const value = t.pop();
  t.emitResult(shape, SELECTS[shape]!, value, otherwise, condition);
}

function getGlobal(t: Translator, at: number): void {
  const index = t.body[at]!;
  const { type } = t.spaces.globals[index]!;
  if (type === I32) t.emitUnary(WORD, OPERATION['global.get_1'], index);
  else if (type === I64) t.emitResult(PAIR, 'global.get_2', index);
  else if (isRef(type)) t.emitResult(REFERENCE, 'global.get_ref', index);
  else if (type === F32) t.handlerResult(WORD, 'global.get_f32', index);
  else if (type === F64) t.handlerResult(PAIR, 'global.get_f64', index);
  else t.handlerResult(VECTOR, 'global.get_v128', index);
}

function setGlobal(t: Translator, at: number): void {
  const index = t.body[at]!;
  const { type } = t.spaces.globals[index]!;
  const value = t.pop();
  if (type === I32) t.code.push3(OPERATION['global.set_1'], index, value);
  else if (type === I64) t.emit('global.set_2', index, value);
  else if (isRef(type)) t.emit('global.set_ref', index, value);
  else if (type === F32) t.handler('global.set_f32', index, value);
  else if (type === F64) t.handler('global.set_f64', index, value);
  else t.handler('global.set_v128', index, value);
}

export const VARIABLES: Translations<
  | InstructionNameIn<'parametric' | 'variable'>
  | 'i32.wrap_i64'
  | 'i64.extend32_s'
  | Extract<InstructionName, `${string}.${'const' | `reinterpret_${string}`}`>
> = {
  drop: (t) => t.drop(),
  select,
  'select t': select,
  'local.get': (t, at) => t.pushLocal(t.body[at]!),
  'local.set': (t, at) => t.setLocal(t.body[at]!),
  'local.tee': (t, at) => {
    t.setLocal(t.body[at]!);
    t.pushLocal(t.body[at]!);
  },
  'global.get': getGlobal,
  'global.set': setGlobal,
  'i32.const': (t, at) => t.pushConstant(WORD, t.body[at]!),
  'i64.const': (t, at) => t.pushConstant(PAIR, t.body[at]!, t.body[at + 1]!),
  'f32.const': (t, at) => t.pushConstant(WORD, t.body[at]!),
  'f64.const': (t, at) => t.pushConstant(PAIR, t.body[at]!, t.body[at + 1]!),
  'v128.const': (t, at) => {
    const { body } = t;
    t.handlerResult(VECTOR, 'v128.const', body[at]!, body[at + 1]!, body[at + 2]!, body[at + 3]!);
  },
  'i32.wrap_i64': (t) => t.narrow(),
  'i64.extend32_s': (t) => {
    const a = t.pop();
    t.emitResult(PAIR, 'i64.extend_i32_s', a);
  },
  // The same bits in the same registers.
  'i32.reinterpret_f32': () => {},
  'f32.reinterpret_i32': () => {},
  'i64.reinterpret_f64': () => {},
  'f64.reinterpret_i64': () => {},
};
