import { leaveArm } from './control.ts';
import type { ControlFrame, PendingClause } from './control-frame.ts';
import { REFERENCE, REGISTERS, shapeOf } from './shapes.ts';
import type { Translations, Translator } from './translator.ts';

function throwTag(t: Translator, at: number): void {
  const tag = t.body[at]!;
  const { params } = t.spaces.tagType(tag);
  t.settleTop(params.length);
  t.handler('throw', tag, t.argumentsPlace(params.length));
  t.reachable = false;
}

function payloadRegisters(t: Translator, tag: number): number {
  return t.spaces.tagType(tag).params.reduce((sum, type) => sum + REGISTERS[shapeOf(type)]!, 0);
}

/** By the kinds of `CATCH_KINDS`: whether it takes any exception, and whether it wants the reference. */
const TAKES_ALL = [false, false, true, true];
const WANTS_REFERENCE = [false, true, false, true];

/** The slots of `catches`: n, then kind, tag and label of each. */
function tryTable(t: Translator, at: number): void {
  const { body } = t;
  const { params, results } = t.blockType(body[at]!);
  const frame = t.open('try_table', params, results);
  const region = t.openRegion(frame);
  const count = body[at + 1]!;
  for (let i = 0; i < count; i++) {
    const [kind, tag, label] = [body[at + 2 + 3 * i]!, body[at + 3 + 3 * i]!, body[at + 4 + 3 * i]!];
    // Labels of handlers do not count the construct itself.
    const target = t.frameOf(label + 1);
    const all = TAKES_ALL[kind]!;
    const payload = all ? 0 : payloadRegisters(t, tag);
    const clause: PendingClause = {
      tag: all ? -1 : tag,
      payload: all ? -1 : target.register,
      exception: WANTS_REFERENCE[kind]! ? target.register + payload : -1,
      target: target.start,
    };
    region.clauses.push(clause);
    target.targeted = true;
    if (target.kind !== 'loop') target.endingClauses.push(clause);
  }
}

/** Begins a handler of a legacy `try`. @param tag -1: of any exception */
function beginCatch(t: Translator, frame: ControlFrame, tag: number): void {
  leaveArm(t, frame);
  if (frame.kind === 'try') {
    frame.handled = frame.region!;
    t.closeRegion(frame.handled);
    frame.kind = 'catch';
    frame.inHandler = true;
    frame.region = frame.handled.outer;
  }
  t.barrier();
  t.resetTo(frame, []);
  frame.exception = t.push(REFERENCE);
  const payload = t.argumentsPlace(0);
  if (tag >= 0) t.pushTypes(t.spaces.tagType(tag).params);
  t.settleAll();
  frame.handled!.clauses.push({
    tag,
    payload: tag >= 0 ? payload : -1,
    exception: frame.exception,
    target: t.code.length,
  });
  t.reachable = true;
}

function delegate(t: Translator, at: number): void {
  const frame = t.frameOf(0);
  const region = frame.region!;
  t.finishArm(frame);
  t.closeRegion(region);
  // Its label does not count the construct itself.
  region.outer = t.frameOf(t.body[at]! + 1).region;
  t.close(frame);
}

export const EXCEPTIONS: Translations<
  'throw' | 'throw_ref' | 'try_table' | 'try' | 'catch' | 'catch_all' | 'delegate' | 'rethrow'
> = {
  throw: throwTag,
  throw_ref: (t) => {
    t.handler('throw_ref', t.pop());
    t.reachable = false;
  },
  try_table: tryTable,
  try: (t, at) => {
    const { params, results } = t.blockType(t.body[at]!);
    t.openRegion(t.open('try', params, results));
  },
  catch: (t, at) => beginCatch(t, t.frameOf(0), t.body[at]!),
  catch_all: (t) => beginCatch(t, t.frameOf(0), -1),
  delegate,
  rethrow: (t, at) => {
    t.handler('rethrow', t.frameOf(t.body[at]!).exception);
    t.reachable = false;
  },
};
