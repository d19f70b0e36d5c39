import { ALL_FEATURES, type FeatureSet, MALFORMED_TEXT } from '@softwasm/syntax';
import { Cursor } from '../cursor.ts';
import { enabledKeywords, KEYWORD as K } from '../lexer/keywords.ts';
import { tokenize } from '../lexer/lexer.ts';
import { END, LEFT, RIGHT, type Tokens } from '../lexer/token.ts';
import { LineCounter, type Location } from '../location.ts';
import { startsField } from '../module/binding.ts';
import { parseModuleInScript, parseModuleTokens } from '../module/module-parser.ts';
import type { Action, Command, InstanceCommand, ModuleCommand, Script, ScriptModule } from './commands.ts';
import { parseResults, parseValues } from './value-parser.ts';

/**
 * Parses a script; its modules are parsed when they are asked for.
 *
 * @throws ParseError
 */
export function parseScriptTokens(tokens: Tokens, features: FeatureSet): Script {
  // Features decide what is a module; the language of scripts is one.
  const cursor = new Cursor(tokens, enabledKeywords(ALL_FEATURES));
  // A file that is the fields of one module is a script of one command.
  if (startsField(cursor.clause)) {
    const module: ScriptModule = { kind: 'text', parse: () => parseModuleTokens(tokens, features) };
    return { commands: [{ kind: 'module', definition: false, module, offset: 0, line: 1, column: 1 }] };
  }
  const commands = new ScriptParser(cursor, features).parseCommands();
  cursor.expect(END);
  return { commands };
}

type ModuleFailure = 'assert_malformed' | 'assert_invalid' | 'assert_malformed_custom' | 'assert_invalid_custom';

const MODULE_FAILURES: ReadonlyMap<number, ModuleFailure> = new Map<number, ModuleFailure>([
  [K.assert_malformed, 'assert_malformed'],
  [K.assert_invalid, 'assert_invalid'],
  [K.assert_malformed_custom, 'assert_malformed_custom'],
  [K.assert_invalid_custom, 'assert_invalid_custom'],
]);

class ScriptParser {
  private readonly cursor: Cursor;
  private readonly features: FeatureSet;
  private readonly lines: LineCounter;

  constructor(cursor: Cursor, features: FeatureSet) {
    this.cursor = cursor;
    this.features = features;
    this.lines = new LineCounter(cursor.tokens.source);
  }

  /** Takes commands, each in parentheses, until something else comes. */
  parseCommands(): Command[] {
    const { cursor } = this;
    const commands: Command[] = [];
    while (cursor.kind === LEFT) {
      const location = this.lines.locate(cursor.offset);
      commands.push(this.parseCommand(location));
    }
    return commands;
  }

  private parseCommand(location: Location): Command {
    const { cursor } = this;
    const keyword = cursor.clause;
    const failure = MODULE_FAILURES.get(keyword);
    if (keyword === K.module) return this.parseModuleCommand(location);
    if (keyword === K.invoke || keyword === K.get) return { kind: 'action', ...location, action: this.parseAction() };
    cursor.at++;
    let command: Command;
    if (cursor.takeKeyword(K.assert_return)) {
      const action = this.parseAction();
      command = { kind: 'assert_return', ...location, action, results: parseResults(cursor) };
    } else if (cursor.takeKeyword(K.assert_exception)) {
      command = { kind: 'assert_exception', ...location, action: this.parseAction() };
    } else if (cursor.takeKeyword(K.assert_exhaustion)) {
      command = { kind: 'assert_exhaustion', ...location, action: this.parseAction(), message: cursor.name() };
    } else if (cursor.takeKeyword(K.assert_trap)) command = this.parseAssertTrap(location);
    else if (cursor.takeKeyword(K.assert_unlinkable)) {
      command = {
        kind: 'assert_unlinkable',
        ...location,
        instance: this.parseInstance(location),
        message: cursor.name(),
      };
    } else if (failure !== undefined) {
      cursor.at++;
      const { module } = this.parseModule();
      command = { kind: failure, ...location, module, message: cursor.name() };
    } else command = this.parseOther(location);
    cursor.close();
    return command;
  }

  private parseOther(location: Location): Command {
    const { cursor } = this;
    if (cursor.takeKeyword(K.register)) {
      const name = cursor.name();
      return { kind: 'register', ...location, name, ...this.optionalId() };
    }
    if (cursor.takeKeyword(K.wait)) return { kind: 'wait', ...location, ...this.optionalId() };
    if (!cursor.takeKeyword(K.thread)) return cursor.unexpected();
    const id = this.optionalId();
    const shared: string[] = [];
    while (cursor.takeClause(K.shared)) {
      cursor.expectClause(K.module);
      const name = this.optionalId().id;
      if (name === undefined) return cursor.unexpected();
      shared.push(name);
      cursor.close();
      cursor.close();
    }
    return { kind: 'thread', ...location, ...id, shared, commands: this.parseCommands() };
  }

  /** A trap of an action, or of an instantiation. */
  private parseAssertTrap(location: Location): Command {
    const { cursor } = this;
    if (cursor.isClause(K.module)) {
      const instance = this.parseInstance(location);
      return { kind: 'assert_uninstantiable', ...location, instance, message: cursor.name() };
    }
    return { kind: 'assert_trap', ...location, action: this.parseAction(), message: cursor.name() };
  }

  private parseInstance(location: Location): ModuleCommand | InstanceCommand {
    const { cursor } = this;
    const start = cursor.at;
    const command = this.parseModuleCommand(location);
    if (command.kind === 'module' && command.definition) cursor.fail(MALFORMED_TEXT.unexpectedToken, start);
    return command;
  }

  private parseAction(): Action {
    const { cursor } = this;
    const get = cursor.isClause(K.get);
    if (!get) cursor.expectClause(K.invoke);
    else cursor.at += 2;
    const id = this.optionalId();
    const name = cursor.name();
    const action: Action = get
      ? { kind: 'get', ...id, name }
      : { kind: 'invoke', ...id, name, args: parseValues(cursor) };
    cursor.close();
    return action;
  }

  private parseModuleCommand(location: Location): ModuleCommand | InstanceCommand {
    const { cursor } = this;
    const { kinds, values } = cursor.tokens;
    // (module instance …
    if (kinds[cursor.at + 2] !== RIGHT && values[cursor.at + 2] === K.instance) {
      const start = cursor.at;
      cursor.at += 2;
      if (cursor.takeKeyword(K.instance)) {
        const first = this.optionalId().id;
        const second = this.optionalId().id;
        cursor.close();
        const named = second === undefined ? {} : { id: first as string };
        const of = second ?? first;
        return { kind: 'instance', ...location, ...named, ...(of === undefined ? {} : { of }) };
      }
      cursor.at = start;
    }
    return { kind: 'module', ...location, ...this.parseModule() };
  }

  /** Takes `(module definition? $id? …)`. */
  private parseModule(): { readonly definition: boolean; readonly id?: string; readonly module: ScriptModule } {
    const { cursor, features } = this;
    const { tokens } = cursor;
    const left = cursor.at;
    cursor.expectClause(K.module);
    const definition = cursor.takeKeyword(K.definition);
    const id = this.optionalId();
    if (cursor.takeKeyword(K.binary)) {
      const bytes = cursor.bytes();
      cursor.close();
      return { definition, ...id, module: { kind: 'binary', bytes } };
    }
    if (cursor.takeKeyword(K.quote)) {
      const source = cursor.bytes();
      cursor.close();
      const parse = () => parseModuleTokens(tokenize(source), features);
      return { definition, ...id, module: { kind: 'quote', source, parse } };
    }
    const fields = cursor.at;
    const parse = () => parseModuleInScript(tokens, features, left, fields, id.id);
    // Balanced parentheses are all that the script asks for.
    cursor.at = tokens.values[left] as number;
    cursor.close();
    return { definition, ...id, module: { kind: 'text', parse } };
  }

  private optionalId(): { readonly id?: string } {
    const symbol = this.cursor.optionalId();
    return symbol < 0 ? {} : { id: this.cursor.tokens.symbols.name(symbol) };
  }
}
