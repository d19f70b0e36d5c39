import { API_ERRORS } from '@softwasm/syntax';

/** A JavaScript function of any arguments. */
export type JsFunction = (...args: unknown[]) => unknown;

/** The results of a JavaScript function that stands for one with several: any iterable. @throws TypeError where they are not as many as `length` */
export function resultList(value: unknown, length: number): unknown[] {
  const list = [...(value as Iterable<unknown>)];
  if (list.length !== length) throw new TypeError(API_ERRORS.results);
  return list;
}
