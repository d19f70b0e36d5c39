import { INSTRUCTION_COUNT, INSTRUCTION_ID, MNEMONICS, specificationAnchors } from '@softwasm/syntax';
import { describe, expect, it } from 'vitest';

// The labels of the chapters on instructions, of the specification's repository at commit 285a9032.
const VALIDATION = new Set(
  'any-convert-extern array-copy array-fill array-get array-get-s array-get-u array-init-data array-init-elem array-len array-new array-new-data array-new-default array-new-elem array-new-fixed array-set binop block br br-if br-on-cast br-on-cast-fail br-on-non-null br-on-null br-table call call-indirect call-ref catch const constant cvtop data-drop drop elem-drop expr extern-convert-any global-get global-set i31-get if instr instr-control instr-memory instr-numeric instr-parametric instr-ref instr-table instr-variable instr-vec instrs label load-pack load-val local-get local-set local-tee loop memarg memory-copy memory-fill memory-grow memory-init memory-size nop ref-as-non-null ref-cast ref-eq ref-func ref-i31 ref-is-null ref-null ref-test relop return return-call return-call-indirect return-call-ref select store-pack store-val struct-get struct-get-s struct-get-u struct-new struct-new-default struct-set table-copy table-fill table-get table-grow table-init table-set table-size testop throw throw-ref try-table unop unreachable vbinop vbitmask vconst vcvtop vextbinop vextract-lane vextternop vextunop vload-lane vload-pack vload-splat vload-val vload-zero vnarrow vrelop vreplace-lane vshiftop vshuffle vsplat vstore vstore-lane vswizzlop vternop vtestop vunop vvbinop vvternop vvtestop vvunop '.split(
    ' ',
  ),
);
const EXECUTION = new Set(
  'any-convert-extern array-copy array-fill array-get array-get-sx array-init-data array-init-elem array-len array-new array-new-data array-new-default array-new-elem array-new-fixed array-set binop block br br-if br-on-cast br-on-cast-fail br-on-non-null br-on-null br-table call call-indirect call-ref const cvtop data-drop drop elem-drop expr extern-convert-any global-get global-set handler handler-enter handler-exit i31-get if instr instr-control instr-memory instr-numeric instr-parametric instr-ref instr-table instr-variable instr-vec instrs instrs-enter instrs-exit invoke invoke-exit invoke-host label load-pack load-val local-get local-set local-tee loop memarg memory-copy memory-fill memory-grow memory-init memory-size nop ref-as-non-null ref-cast ref-eq ref-func ref-i31 ref-is-null ref-null ref-test relop return return-call return-call-indirect return-call-ref select store-pack store-val struct-get struct-get-sx struct-new struct-new-default struct-set table-copy table-fill table-get table-grow table-init table-set table-size testop throw throw-ref try-table unop unreachable vbinop vbitmask vconst vcvtop vextbinop vextract-lane vextternop vextunop vload-lane vload-pack vload-splat vload-val vload-zero vnarrow vrelop vreplace-lane vshiftop vshuffle vsplat vstore vstore-lane vswizzlop vternop vtestop vunop vvbinop vvternop vvtestop vvunop '.split(
    ' ',
  ),
);

describe('anchors into the specification', () => {
  it('exist for every instruction', () => {
    for (let id = 0; id < INSTRUCTION_COUNT; id++) {
      const { validation, execution } = specificationAnchors(id);
      expect(VALIDATION, MNEMONICS[id]).toContain(validation.replace('valid/instructions.html#valid-', ''));
      expect(EXECUTION, MNEMONICS[id]).toContain(execution.replace('exec/instructions.html#exec-', ''));
    }
  });

  it.each([
    ['i32.add', 'binop'],
    ['i32.eqz', 'testop'],
    ['f32.trunc', 'unop'],
    ['i64.lt_u', 'relop'],
    ['i32.trunc_sat_f64_u', 'cvtop'],
    ['i64.load32_u', 'load-pack'],
    ['f64.store', 'store-val'],
    ['memory.copy', 'memory-copy'],
    ['i8x16.swizzle', 'vswizzlop'],
    ['f32x4.add', 'vbinop'],
    ['f32x4.ceil', 'vunop'],
    ['call_indirect', 'call-indirect'],
    ['struct.get_s', 'struct-get-sx'],
  ] as const)('%s: exec-%s', (name, anchor) => {
    expect(specificationAnchors(INSTRUCTION_ID[name]).execution).toBe(`exec/instructions.html#exec-${anchor}`);
  });
});
