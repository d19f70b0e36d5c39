import assert from 'node:assert/strict';
import type { Program } from '../program.ts';

const SOURCE = `class  Point<T extends num>{final T x,y;const Point(this.x,this.y);
T get sum=>(x+y) as T; }
void main( ){ var all=[1,2,3].map((e)=>Point(e,e*2)).toList( );switch(all){case [final a,...] when a.sum>2:print("\${a.sum}");case _: break;} }`;

const FORMATTED = `class Point<T extends num> {
  final T x, y;
  const Point(this.x, this.y);
  T get sum => (x + y) as T;
}

void main() {
  var all = [1, 2, 3].map((e) => Point(e, e * 2)).toList();
  switch (all) {
    case [final a, ...] when a.sum > 2:
      print("\${a.sum}");
    case _:
      break;
  }
}
`;

export const dart: Program = {
  name: 'dart',
  about:
    "Dart's formatter in Dart: garbage-collected structures and arrays, casts, exceptions; older hosts cannot run it",
  async run({ load }) {
    const { format } = await load('@wasm-fmt/dart_fmt');
    assert.equal(format(SOURCE, 'point.dart'), FORMATTED);
    assert.equal(format(FORMATTED, 'point.dart'), FORMATTED);
    assert.throws(() => format('void main( {', 'broken.dart'));
  },
};
