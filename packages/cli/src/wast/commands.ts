import { callFunction, ExceptionInstance, FunctionInstance, GlobalInstance, type WasmValue } from '@softwasm/runtime';
import {
  DecodeError,
  formatResultType,
  LinkError,
  ParseError,
  SoftwasmError,
  Trap,
  type TypeRegistry,
  ValidationError,
  type ValidModule,
  type ValType,
} from '@softwasm/syntax';
import {
  type Action,
  type AssertReturn,
  type Command,
  encodeModule,
  type InstanceCommand,
  type ModuleCommand,
  type ScriptModule,
  type ThreadCommand,
  type WaitCommand,
  withCustomSections,
} from '@softwasm/wat';
import { formatTypedList } from '../values/format-value.ts';
import { formatPattern, matches } from './match.ts';
import { fitsType, toWasmValue } from './script-value.ts';
import { ScriptError, type Session } from './session.ts';

/** What an action gave. */
interface Results {
  readonly types: readonly ValType[];
  readonly values: readonly WasmValue[];
  readonly registry: TypeRegistry;
}

/** A command that is over when the next one begins. */
export type PlainCommand = Exclude<Command, ThreadCommand | WaitCommand>;

/**
 * Runs one command.
 *
 * @returns why it failed, or `undefined`
 */
export function runCommand(session: Session, command: PlainCommand): string | undefined {
  switch (command.kind) {
    case 'module':
      return failureOf(
        () => runModule(session, command),
        () => session.forget(command.id),
      );
    case 'instance':
      return failureOf(
        () => session.add(command.id, session.instantiate(session.definition(command.of))),
        () => session.forget(command.id),
      );
    case 'register':
      return failureOf(() => session.register(command.name, session.instance(command.id)));
    case 'action':
      return failureOf(() => void act(session, command.action));
    case 'assert_return':
      return assertReturn(session, command);
    case 'assert_trap':
      return assertFails(() => act(session, command.action), isTrap, 'a trap', command.message);
    case 'assert_exhaustion':
      return assertFails(() => act(session, command.action), isExhaustion, 'exhaustion', command.message);
    case 'assert_exception':
      return assertFails(() => act(session, command.action), isException, 'an exception', '');
    case 'assert_uninstantiable':
      return assertInstantiation(session, command.instance, isTrap, 'a trap', command.message);
    case 'assert_unlinkable':
      return assertInstantiation(session, command.instance, isLinkError, 'a link error', command.message);
    case 'assert_malformed':
    case 'assert_malformed_custom':
      return assertFails(() => compile(session, command.module), isMalformed, 'malformed', command.message);
    case 'assert_invalid':
    case 'assert_invalid_custom':
      return assertFails(() => compile(session, command.module), isInvalid, 'invalid', command.message);
  }
}

type ErrorTest = (error: unknown) => boolean;

const isTrap: ErrorTest = (error) => error instanceof Trap && error.code !== 'stack-exhausted';
const isExhaustion: ErrorTest = (error) => error instanceof Trap && error.code === 'stack-exhausted';
const isException: ErrorTest = (error) => error instanceof ExceptionInstance;
const isLinkError: ErrorTest = (error) => error instanceof LinkError;
const isMalformed: ErrorTest = (error) => error instanceof DecodeError || error instanceof ParseError;
const isInvalid: ErrorTest = (error) => error instanceof ValidationError;

/** What an error says of itself, with its class. */
function describe(error: unknown): string {
  if (error instanceof ExceptionInstance) return 'an exception was thrown';
  if (error instanceof ScriptError) return error.message;
  if (error instanceof SoftwasmError) return `${error.name}: ${error.message}`;
  return error instanceof Error ? `internal error: ${error} ${error.stack ?? ''}` : `thrown: ${String(error)}`;
}

function failureOf(work: () => void, afterFailure: () => void = () => undefined): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    afterFailure();
    return describe(error);
  }
}

/** The work must fail in this way, with a message that begins with `message`. */
function assertFails(work: () => unknown, isExpected: ErrorTest, what: string, message: string): string | undefined {
  const expected = message === '' ? what : `${what}, "${message}"`;
  try {
    work();
  } catch (error) {
    const said = error instanceof Error ? error.message : '';
    if (isExpected(error) && said.startsWith(message)) return undefined;
    return `expected ${expected}; got ${describe(error)}`;
  }
  return `expected ${expected}; all went well`;
}

function runModule(session: Session, { id, definition, module }: ModuleCommand): void {
  const compiled = compile(session, module);
  session.define(id, compiled);
  if (!definition) session.add(id, session.instantiate(compiled));
}

/** Text goes the whole way: it is encoded, and decoded again. */
function compile(session: Session, module: ScriptModule): ValidModule {
  return session.compile(
    module.kind === 'binary'
      ? module.bytes
      : encodeModule(withCustomSections(module.parse(), { names: true, branchHints: true })),
  );
}

function assertInstantiation(
  session: Session,
  command: ModuleCommand | InstanceCommand,
  isExpected: ErrorTest,
  what: string,
  message: string,
): string | undefined {
  let module: ValidModule;
  try {
    module = command.kind === 'module' ? compile(session, command.module) : session.definition(command.of);
  } catch (error) {
    return `the module is not valid: ${describe(error)}`;
  }
  return assertFails(() => session.instantiate(module), isExpected, what, message);
}

function act(session: Session, action: Action): Results {
  const instance = session.instance(action.id);
  const registry = instance.store.types;
  const extern = instance.exports.get(action.name);
  if (action.kind === 'get') {
    if (!(extern instanceof GlobalInstance)) throw new ScriptError(`no global is exported as ${action.name}`);
    return { types: [extern.type.type], values: [extern.value], registry };
  }
  if (!(extern instanceof FunctionInstance)) throw new ScriptError(`no function is exported as ${action.name}`);
  const { params, results } = extern.funcType;
  const { args } = action;
  if (args.length !== params.length || !args.every((arg, i) => fitsType(arg, params[i] as ValType))) {
    throw new ScriptError(`${action.name} takes ${formatResultType(params)}`);
  }
  return { types: results, values: callFunction(extern, args.map(toWasmValue)), registry };
}

function assertReturn(session: Session, { action, results: patterns }: AssertReturn): string | undefined {
  let results: Results;
  try {
    results = act(session, action);
  } catch (error) {
    return describe(error);
  }
  const { types, values, registry } = results;
  const fit =
    types.length === patterns.length &&
    patterns.every((pattern, i) => matches(registry, types[i] as ValType, values[i], pattern));
  if (fit) return undefined;
  return `expected the results [${patterns.map(formatPattern).join(' ')}]; got [${formatTypedList(types, values)}]`;
}
