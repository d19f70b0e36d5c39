import type { RuntimeHelper } from '@softwasm/compiler';
import { i64_div_s_bridge, i64_div_u_bridge, i64_rem_s_bridge, i64_rem_u_bridge } from '@softwasm/numerics/i64-bridge';
import { PLAIN_HELPERS } from './runtime-helpers.ts';

/** Three words of 64 bits, of which the third has a high half that nobody writes. */
const scratch = new ArrayBuffer(24);

/** Whatever generated code calls by name, also where it uses BigInt: `tsc` holds this against the compiler's list. */
export const HELPERS: Readonly<Record<RuntimeHelper, unknown>> = {
  ...PLAIN_HELPERS,
  SL: new BigInt64Array(scratch),
  UL: new BigUint64Array(scratch),
  SI: new Int32Array(scratch),
  i64_div_s_bridge,
  i64_div_u_bridge,
  i64_rem_s_bridge,
  i64_rem_u_bridge,
};
