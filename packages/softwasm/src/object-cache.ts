import { notA } from '@softwasm/syntax';

/**
 * The objects of one interface of the JavaScript API, and the runtime's instances behind them, one for one (the "object caches" of the JS API
 * specification). Having an entry here is also what makes an object one of that interface: prototypes prove nothing.
 *
 * @see https://webassembly.github.io/spec/js-api/index.html#object-caches
 */
export class ObjectCache<Instance extends object> {
  /** Makes the object of an instance that has none. Set by who defines the interface. */
  create: (instance: Instance) => object = () => Object.create(null) as object;
  private readonly interfaceName: string;
  private readonly instances = new WeakMap<object, Instance>();
  private readonly objects = new WeakMap<Instance, object>();

  constructor(interfaceName: string) {
    this.interfaceName = interfaceName;
  }

  /**
   * Makes `object` one of this interface, with its instance behind it. For constructors: nothing but this object knows the instance yet, so that the way
   * back is noted when the instance enters the store; see {@link enter}.
   */
  adopt(object: object, instance: Instance): void {
    this.instances.set(object, instance);
  }

  /** The instance behind an object. @throws TypeError where it is none of this interface */
  get(object: unknown): Instance {
    const instance = this.instances.get(object as object);
    if (instance === undefined) throw new TypeError(notA(this.interfaceName));
    return instance;
  }

  /** The instance behind an object, if it is of this interface. */
  find(object: unknown): Instance | undefined {
    // A WeakMap has nothing under what is no object.
    return this.instances.get(object as object);
  }

  /** {@link find} for an object that guests get hold of, and may give back. */
  enter(object: unknown): Instance | undefined {
    const instance = this.instances.get(object as object);
    if (instance !== undefined) this.objects.set(instance, object as object);
    return instance;
  }

  /** The object of an instance, made at the first request. */
  wrap(instance: Instance): object {
    const known = this.objects.get(instance);
    if (known !== undefined) return known;
    const object = this.create(instance);
    this.instances.set(object, instance);
    this.objects.set(instance, object);
    return object;
  }
}
