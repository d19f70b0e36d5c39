import { type ExternKind, type NameMap, type NameSection, NO_NAMES } from '@softwasm/syntax';
import { identifier, nameLiteral } from './strings.ts';

/** The identifiers of one index space. */
export class Identifiers {
  private readonly ids = new Map<number, string>();
  /** Names that no identifier says. */
  private readonly unsaid = new Map<number, string>();

  /** Names that are empty have no identifier; those that occur again get a number behind them. */
  constructor(names: NameMap | undefined) {
    if (names === undefined || names.size === 0) return;
    const taken = new Set(names.values());
    const used = new Set<string>();
    for (const [index, name] of names) {
      if (name === '') {
        this.unsaid.set(index, name);
        continue;
      }
      let unique = name;
      for (let i = 1; used.has(unique); i++) {
        const candidate = `${name}#${i}`;
        if (!taken.has(candidate)) unique = candidate;
      }
      if (unique !== name) this.unsaid.set(index, name);
      used.add(unique);
      this.ids.set(index, identifier(unique));
    }
  }

  /** How an index is written where it is used. */
  use(index: number): string {
    return this.ids.get(index) ?? String(index);
  }

  /** What stands behind the keyword of a definition: its identifier, or its index for the reader. An annotation has the name if that is another. */
  define(index: number): string {
    return this.withName(index, this.ids.get(index) ?? `(;${index};)`);
  }

  /** Likewise, but `undefined` where there is no identifier. */
  defineNamed(index: number): string | undefined {
    const id = this.ids.get(index);
    return id === undefined ? undefined : this.withName(index, id);
  }

  private withName(index: number, id: string): string {
    const name = this.unsaid.get(index);
    return name === undefined ? id : `${id} (@name ${nameLiteral(name)})`;
  }

  /** The identifier of an index, if it has one. */
  get(index: number): string | undefined {
    return this.ids.get(index);
  }
}

const NOTHING = new Identifiers(undefined);

/** The identifiers of a module (§6.3.5), out of its names. */
export class ModuleIdentifiers {
  readonly types: Identifiers;
  readonly elements: Identifiers;
  readonly datas: Identifiers;
  /** The index spaces that imports and exports share. */
  readonly externs: Readonly<Record<ExternKind, Identifiers>>;
  private readonly names: NameSection;
  private readonly fieldIds = new Map<number, Identifiers>();

  constructor(names: NameSection = NO_NAMES) {
    this.names = names;
    this.types = new Identifiers(names.types);
    this.elements = new Identifiers(names.elements);
    this.datas = new Identifiers(names.datas);
    this.externs = {
      func: new Identifiers(names.functions),
      table: new Identifiers(names.tables),
      memory: new Identifiers(names.memories),
      global: new Identifiers(names.globals),
      tag: new Identifiers(names.tags),
    };
  }

  /** The module's own identifier. */
  get module(): string | undefined {
    const { module } = this.names;
    return module === undefined || module === '' ? undefined : identifier(module);
  }

  /** Those of the fields of a structure type. */
  fields(typeidx: number): Identifiers {
    let ids = this.fieldIds.get(typeidx);
    if (ids === undefined) {
      const names = this.names.fields.get(typeidx);
      ids = names === undefined ? NOTHING : new Identifiers(names);
      this.fieldIds.set(typeidx, ids);
    }
    return ids;
  }

  /** Those of the parameters and locals of a function. */
  locals(funcidx: number | undefined): Identifiers {
    const names = funcidx === undefined ? undefined : this.names.locals.get(funcidx);
    return names === undefined ? NOTHING : new Identifiers(names);
  }

  /** The names of the labels of a function, by their order. */
  labels(funcidx: number | undefined): NameMap | undefined {
    return funcidx === undefined ? undefined : this.names.labels.get(funcidx);
  }
}
