import type { Location } from '../location.ts';
import type { ParsedModule } from '../module/module-parser.ts';
import type { ResultPattern, ScriptValue } from './values.ts';

/** A module in a script. What is text is parsed when it is asked for, so that a malformed one is an error of its command and not of the script. */
export type ScriptModule =
  | {
      readonly kind: 'text';
      /** @throws ParseError */
      readonly parse: () => ParsedModule;
    }
  | {
      readonly kind: 'quote';
      /** The text that was quoted. */
      readonly source: Uint8Array;
      /** @throws ParseError, whose place is one in `source` */
      readonly parse: () => ParsedModule;
    }
  | { readonly kind: 'binary'; readonly bytes: Uint8Array };

/** `(module …)`: a definition and an instance of it, unless it says `definition`. */
export interface ModuleCommand extends Location {
  readonly kind: 'module';
  /** Its identifier, without the `$`. */
  readonly id?: string;
  readonly definition: boolean;
  readonly module: ScriptModule;
}

/** `(module instance $id? $of?)`: an instance of a definition, the last one where `of` is absent. */
export interface InstanceCommand extends Location {
  readonly kind: 'instance';
  readonly id?: string;
  readonly of?: string;
}

/** `(register "name" $id?)` */
export interface RegisterCommand extends Location {
  readonly kind: 'register';
  readonly name: string;
  readonly id?: string;
}

/** `(invoke $id? "name" …)` or `(get $id? "name")`, of the last instance where there is no `id`. */
export type Action =
  | {
      readonly kind: 'invoke';
      readonly id?: string;
      readonly name: string;
      readonly args: readonly ScriptValue[];
    }
  | { readonly kind: 'get'; readonly id?: string; readonly name: string };

/** An action by itself. */
export interface ActionCommand extends Location {
  readonly kind: 'action';
  readonly action: Action;
}

export interface AssertReturn extends Location {
  readonly kind: 'assert_return';
  readonly action: Action;
  readonly results: readonly ResultPattern[];
}

export interface AssertException extends Location {
  readonly kind: 'assert_exception';
  readonly action: Action;
}

/** An action that must trap with a message that starts with `message`. */
export interface AssertActionFails extends Location {
  readonly kind: 'assert_trap' | 'assert_exhaustion';
  readonly action: Action;
  readonly message: string;
}

/** An instantiation that must fail: by a trap (of the start function, or of a segment), or because imports do not fit. */
export interface AssertInstantiationFails extends Location {
  readonly kind: 'assert_uninstantiable' | 'assert_unlinkable';
  /** A module, or an instance of one that was defined before. */
  readonly instance: ModuleCommand | InstanceCommand;
  readonly message: string;
}

/** A module that must be rejected. */
export interface AssertModuleFails extends Location {
  readonly kind: 'assert_malformed' | 'assert_invalid' | 'assert_malformed_custom' | 'assert_invalid_custom';
  readonly module: ScriptModule;
  readonly message: string;
}

/** `(thread $id? (shared (module $m))* …)`: commands that run concurrently; of the script's modules they see the shared ones alone. */
export interface ThreadCommand extends Location {
  readonly kind: 'thread';
  readonly id?: string;
  readonly shared: readonly string[];
  readonly commands: readonly Command[];
}

/** `(wait $id?)`: for the thread with this identifier, the last one where there is none. */
export interface WaitCommand extends Location {
  readonly kind: 'wait';
  readonly id?: string;
}

/** A command of a script, with the place of its `(`. */
export type Command =
  | ModuleCommand
  | InstanceCommand
  | RegisterCommand
  | ActionCommand
  | AssertReturn
  | AssertException
  | AssertActionFails
  | AssertInstantiationFails
  | AssertModuleFails
  | ThreadCommand
  | WaitCommand;

/** A script in the extended text format of the specification's interpreter (`.wast`). */
export interface Script {
  readonly commands: readonly Command[];
}
