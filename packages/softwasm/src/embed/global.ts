import { defaultValue, GlobalInstance } from '@softwasm/runtime';
import { isDefaultable } from '@softwasm/syntax';
import { EmbedError } from './embed-error.ts';
import { Handles } from './handles.ts';
import { IMMUTABLE_GLOBAL, initialValueRequired, SUBJECTS } from './messages.ts';
import { realmOf, type Store } from './store.ts';
import { toJs } from './to-js.ts';
import { checkOf, type Subject } from './to-wasm.ts';
import { parseValueType, type ValueOfType, type ValueType } from './value-types.ts';

/** Globals, and the runtime's behind them. */
export const GLOBALS: Handles<GlobalInstance> = /* @__PURE__ */ new Handles<GlobalInstance>('global');

export interface GlobalDescriptor<T extends ValueType> {
  readonly type: T;
  /** Absent: no. */
  readonly mutable?: boolean;
}

const SUBJECT: Subject = {
  text: () => SUBJECTS.global,
  error: (message) => new EmbedError('argument', message),
};

/** A global: the host's own, or one that a guest exports. */
export class Global<T extends ValueType = ValueType> {
  /**
   * @param value absent: zero or null
   * @throws EmbedError where the value is none of the type, or the type has no default
   */
  constructor(descriptor: GlobalDescriptor<T>, value?: ValueOfType[T], store?: Store) {
    const type = parseValueType(descriptor.type);
    const realm = realmOf(store);
    if (value === undefined && !isDefaultable(type)) {
      throw new EmbedError('argument', initialValueRequired(descriptor.type));
    }
    const initial = value === undefined ? defaultValue(type) : checkOf(realm, type, SUBJECT)(value);
    GLOBALS.adopt(realm, this, new GlobalInstance({ type, mutable: descriptor.mutable === true }, initial));
  }

  get kind(): 'global' {
    return 'global';
  }

  get mutable(): boolean {
    return GLOBALS.use(this).type.mutable;
  }

  get value(): ValueOfType[T] {
    const global = GLOBALS.use(this);
    const { realm } = GLOBALS.find(this)!;
    return toJs(realm, global.type.type, global.value) as ValueOfType[T];
  }

  /** @throws EmbedError where it is immutable, or the value is none of its type */
  set value(value: ValueOfType[T]) {
    const global = GLOBALS.use(this);
    const { realm } = GLOBALS.find(this)!;
    if (!global.type.mutable) throw new EmbedError('argument', IMMUTABLE_GLOBAL);
    global.value = checkOf(realm, global.type.type, SUBJECT)(value);
  }
}
