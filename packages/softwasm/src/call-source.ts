import { F32, F64, I32, I64, type ValType } from '@softwasm/syntax';

/*
 * The text of the functions between JavaScript and guests, one for each signature: no arrays, no converters to call, few frames on the stack. Nothing of a
 * binary is in it. What it uses besides its arguments it takes from `env`, see `SourceEnvironment` in specialised-calls.ts.
 *
 * A value of JavaScript's is called `p`, its word `w` (of an `i64` the low one; the high one `h`), the converter of a reference `c`, all with its index.
 */

const PRELUDE = '"use strict";const {HI,RI,RF,RR,int64,lowWord,fround,reference,list,outwards,inwards}=env;';

/** Statements that convert JavaScript's value `from` to words. */
function toWords(type: ValType, k: number, from: string): string {
  switch (type) {
    case I32:
      return `const w${k}=${from}|0;`;
    case I64:
      return `const w${k}=lowWord(${from}),h${k}=HI[0];`;
    case F32:
    case F64:
      // A NaN of JavaScript's has no bits of its own.
      return `let w${k}=${type === F32 ? `fround(${from})` : `+${from}`};if(w${k}!==w${k})w${k}=NaN;`;
    default:
      return `const w${k}=c${k}(${from});`;
  }
}

/** JavaScript's value of words. */
function toJs(type: ValType, word: string, high: string): string {
  switch (type) {
    case I32:
      return word;
    case I64:
      return `int64(${word},${high})`;
    case F32:
    case F64:
      return `+${word}`;
    default:
      return `reference(${word})`;
  }
}

/** The slot of result `k`; its high word is in the one behind. */
function slotOf(type: ValType, k: number): string {
  if (type === I32 || type === I64) return `RI[${4 * k}]`;
  return type === F32 || type === F64 ? `RF[${k}]` : `RR[${k}]`;
}

/** The words of parameters, separated by commas. */
function words(types: readonly ValType[]): string {
  return types.map((type, k) => (type === I64 ? `w${k},h${k}` : `w${k}`)).join();
}

function isReference(type: ValType): boolean {
  return type !== I32 && type !== I64 && type !== F32 && type !== F64;
}

/** Takes the converters of references out of an array with one for each type. */
function converters(types: readonly ValType[]): string {
  const names = types.map((type, k) => (isReference(type) ? `c${k}` : ''));
  return names.some((name) => name !== '') ? `const [${names.join()}]=convert;` : '';
}

/** Arguments are converted in order, before anything is called: a conversion's error is JavaScript's own. */
export function exportedSource(params: readonly ValType[], results: readonly ValType[]): string {
  const names = params.map((_, k) => `p${k}`).join();
  const convert = params.map((type, k) => toWords(type, k, `p${k}`)).join('');
  const values = results.map((type, k) => toJs(type, k === 0 ? 'r' : slotOf(type, k), `RI[${4 * k + 1}]`));
  const call = `let r;try{r=func.code(${words(params)});}catch(error){throw outwards(error);}`;
  const result = values.length > 1 ? `[${values.join()}]` : (values[0] ?? '');
  return `${PRELUDE}return (func,convert)=>{${converters(params)}return (${names})=>{${convert}${call}return ${result};};};`;
}

/**
 * Only the JavaScript function and the conversion of its results are guarded: what fails before is no error of the host's, but the guest's stack that is
 * exhausted.
 */
export function importedSource(params: readonly ValType[], results: readonly ValType[]): string {
  const args = params.map((type, k) => `const p${k}=${toJs(type, `w${k}`, `h${k}`)};`).join('');
  const call = `callable(${params.map((_, k) => `p${k}`).join()})`;
  const body = `${args}try{${giveResults(results, call)}}catch(error){throw inwards(error);}`;
  return `${PRELUDE}return (callable,convert)=>{${converters(results)}return (${words(params)})=>{${body}};};`;
}

/** Converts what a call gives and returns the first word. All results are converted before any is put into its slots: conversions may run anything. */
function giveResults(types: readonly ValType[], call: string): string {
  if (types.length === 0) return `${call};`;
  const several = types.length > 1;
  const convert = types.map((type, k) => toWords(type, k, several ? `all[${k}]` : call)).join('');
  const stores = types.map((type, k) => {
    const high = type === I64 ? `RI[${4 * k + 1}]=h${k};` : '';
    return k === 0 ? high : `${slotOf(type, k)}=w${k};${high}`;
  });
  return `${several ? `const all=list(${call},${types.length});` : ''}${convert}${stores.join('')}return w0;`;
}
