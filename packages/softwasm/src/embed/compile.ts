import type { Evaluator } from '@softwasm/compiler';
import { decodeModule } from '@softwasm/decoder';
import type { Engine } from '@softwasm/runtime';
import { BROWSER_FEATURES, ResourceError, type ValidModule } from '@softwasm/syntax';
import { validateModule } from '@softwasm/validator';
import type { AutomaticEngine } from '../engine/automatic-engine.ts';
import { createAutomaticEngine } from '../engine/create-automatic-engine.ts';
import { generatorOf, mayEvaluate } from '../engine/generator-of.ts';
import { type Bytes, copyBytes, toBufferSource } from '../webidl.ts';
import type { CompileOptions, DeserializeOptions, Exports, Imports, Instance, InstanceOptions, Module } from './api.ts';
import { type Artefact, readArtefact } from './artefact.ts';
import { codeKey } from './code-key.ts';
import { limitOf } from './limits.ts';
import { moduleTooLarge } from './messages.ts';
import { ModuleObject } from './module-object.ts';
import { StoredUnits } from './stored-units.ts';
import { decodeAscii } from './utf8.ts';

/** By evaluator, for an engine probes it; the one of `new Function` apart. */
const ENGINES = new WeakMap<Evaluator, AutomaticEngine>();
let common: AutomaticEngine | undefined;

function engineOf({ engine, evaluator }: CompileOptions): Engine {
  if (engine !== undefined) return engine;
  if (evaluator === undefined) return (common ??= createAutomaticEngine());
  let made = ENGINES.get(evaluator);
  if (made === undefined) ENGINES.set(evaluator, (made = createAutomaticEngine({ evaluate: evaluator })));
  return made;
}

function checkSize(bytes: number, { limits }: CompileOptions): void {
  const limit = limitOf(limits, 'moduleSize');
  if (bytes > limit) throw new ResourceError(moduleTooLarge(bytes, limit));
}

function validate(bytes: Uint8Array, { features = BROWSER_FEATURES }: CompileOptions): ValidModule {
  return validateModule(decodeModule(bytes, { features, bodies: 'lazy' }), { features });
}

/** @param bytes nobody else's */
function compileOwn(bytes: Uint8Array, options: CompileOptions): Module {
  const engine = engineOf(options);
  engine.expect?.(bytes.length);
  const prepared = engine.prepare(validate(bytes, options));
  return new ModuleObject({ bytes, prepared, engine, limits: options.limits, precompiled: false });
}

async function compileOwnLater(bytes: Uint8Array, options: CompileOptions): Promise<Module> {
  const engine = engineOf(options);
  engine.expect?.(bytes.length);
  const module = validate(bytes, options);
  const prepared = (await engine.prepareLater?.(module)) ?? engine.prepare(module);
  return new ModuleObject({ bytes, prepared, engine, limits: options.limits, precompiled: false });
}

/**
 * Compiles a module: decodes and validates it; functions are translated when they are first called.
 *
 * @param bytes copied
 * @throws ResourceError where it is larger than the limit; DecodeError, ValidationError where it is no valid module
 */
export function compileSync(bytes: Bytes, options: CompileOptions = {}): Module {
  const source = toBufferSource(bytes);
  checkSize(source.byteLength, options);
  return compileOwn(copyBytes(source), options);
}

/** {@link compileSync}, with a promise that is rejected with what that throws; an engine that imports its code does so. */
export async function compile(bytes: Bytes, options: CompileOptions = {}): Promise<Module> {
  const source = toBufferSource(bytes);
  checkSize(source.byteLength, options);
  return compileOwnLater(copyBytes(source), options);
}

/** Compiles and instantiates. @throws what `compileSync` and `Module.instantiateSync` do */
export function instantiateSync<E extends object = Exports>(
  bytes: Bytes,
  imports?: Imports,
  options: CompileOptions & InstanceOptions = {},
): Instance<E> {
  return compileSync(bytes, options).instantiateSync<E>(imports, options);
}

/** {@link instantiateSync}, with a promise that is rejected with what that throws; an engine that imports its code does so. */
export async function instantiate<E extends object = Exports>(
  bytes: Bytes,
  imports?: Imports,
  options: CompileOptions & InstanceOptions = {},
): Promise<Instance<E>> {
  return (await compile(bytes, options)).instantiateSync<E>(imports, options);
}

/**
 * Reads what `Module.serialize` wrote. The stored code is used where the bytes are `trusted`, and the same version wrote it with the same options; otherwise
 * the binary among them is compiled like any other. It is validated in both cases.
 *
 * @param bytes copied
 * @throws EmbedError where they are no serialized module, or damaged
 * @throws what `compileSync` does
 */
export function deserializeSync(bytes: Bytes, options: DeserializeOptions = {}): Module {
  const artefact = openArtefact(bytes, options);
  return useStored(artefact, options) ?? compileOwn(artefact.binary.slice(), options);
}

/** {@link deserializeSync}, with a promise that is rejected with what that throws; an engine that imports its code does so. */
export async function deserialize(bytes: Bytes, options: DeserializeOptions = {}): Promise<Module> {
  const artefact = openArtefact(bytes, options);
  return useStored(artefact, options) ?? compileOwnLater(artefact.binary.slice(), options);
}

function openArtefact(bytes: Bytes, options: DeserializeOptions): Artefact {
  const artefact = readArtefact(copyBytes(toBufferSource(bytes)));
  checkSize(artefact.binary.length, options);
  return artefact;
}

/**
 * A module with its stored code, if that may be used. Otherwise the binary is to be copied, so that the code, which may be several times as large, is not kept with
 * it.
 */
function useStored({ key, binary, code }: Artefact, options: DeserializeOptions): Module | undefined {
  if (options.trusted !== true || code.length === 0) return undefined;
  const engine = engineOf(options);
  const generator = generatorOf(engine);
  if (generator === undefined || decodeAscii(key) !== codeKey(generator.options)) return undefined;
  // Where nothing may be evaluated, it is of no use.
  if (!mayEvaluate(engine)) return undefined;
  const module = validate(binary, options);
  const prepared = generator.prepareUnits(module, new StoredUnits(code, module.funcs.length));
  return new ModuleObject({ bytes: binary, prepared, engine, limits: options.limits, precompiled: true });
}
