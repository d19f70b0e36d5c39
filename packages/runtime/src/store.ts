import { type Module, TypeRegistry } from '@softwasm/syntax';
import { AggregateClasses } from './aggregate-classes.ts';
import { learnEngineErrors } from './engine-errors.ts';
import { detectHost, type Host } from './host.ts';

/** Something that other agents change, too, and that follows them. */
export interface Follower {
  catchUp(): void;
}

/**
 * The store (§4.2.3), as far as it is shared by all instances: garbage collection does the rest. Instances of one store may import from each other,
 * for its one `types` gives equal types equal ids across modules.
 *
 * @see https://webassembly.github.io/spec/core/exec/runtime.html#store
 */
export class Store {
  readonly types: TypeRegistry = new TypeRegistry();
  /** The classes of its structures and arrays. */
  readonly classes: AggregateClasses = new AggregateClasses(this.types);
  readonly host: Host;
  /** Shared memories that other agents may grow; kept as long as the store, for their number is that of hand-overs. */
  private readonly followers = new Set<Follower>();
  private readonly moduleTypes = new WeakMap<Module, Int32Array>();

  /** @param host what the environment offers; found out by itself where it is not given */
  constructor(host: Host = detectHost()) {
    this.host = host;
    learnEngineErrors();
  }

  /** Has {@link catchUp} reach this, too. */
  follow(follower: Follower): void {
    this.followers.add(follower);
  }

  /**
   * Makes seen what other agents have grown. Called wherever what they did may have become known to this one: at atomic operations, and where guest code
   * is entered. In between, growth may be seen late (threads proposal: sizes that no synchronisation orders may be read as they were).
   */
  catchUp(): void {
    if (this.followers.size > 0) for (const follower of this.followers) follower.catchUp();
  }

  /** Canonical type ids by a module's type indices. */
  typesOf(module: Module): Int32Array {
    let types = this.moduleTypes.get(module);
    if (types === undefined) {
      types = this.types.defineAll(module.recTypes);
      this.moduleTypes.set(module, types);
    }
    return types;
  }
}
