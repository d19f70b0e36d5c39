// Objects with tables of methods, as C++ and Go compile them: every call goes through the object's table.

@unmanaged
class Shape {
  area: (self: Shape) => f64;
  scale: (self: Shape, factor: f64) => void;
  a: f64;
  b: f64;
}

const COUNT = 512;
const shapes: usize = memory.data(COUNT * 32, 16);

function shape(i: i32): Shape {
  return changetype<Shape>(shapes + <usize>i * offsetof<Shape>());
}

function circleArea(self: Shape): f64 {
  return 3.141592653589793 * self.a * self.a;
}

function rectangleArea(self: Shape): f64 {
  return self.a * self.b;
}

function triangleArea(self: Shape): f64 {
  return 0.5 * self.a * self.b;
}

function squareArea(self: Shape): f64 {
  return self.a * self.a;
}

function scaleFirst(self: Shape, factor: f64): void {
  self.a *= factor;
}

function scaleBoth(self: Shape, factor: f64): void {
  self.a *= factor;
  self.b *= factor;
}

/** The sum of the areas of 512 shapes of four kinds, which grow and shrink in `rounds` rounds. */
export function run(rounds: i32): f64 {
  for (let i = 0; i < COUNT; i++) {
    const s = shape(i);
    const kind = (i * 7 + (i >> 3)) & 3;
    s.area = kind == 0 ? circleArea : kind == 1 ? rectangleArea : kind == 2 ? triangleArea : squareArea;
    s.scale = kind == 0 || kind == 3 ? scaleFirst : scaleBoth;
    s.a = 1.0 + <f64>(i % 10);
    s.b = 2.0 + <f64>(i % 7);
  }
  let sum = 0.0;
  for (let r = 0; r < rounds; r++) {
    const factor = r & 1 ? 0.5 : 2.0;
    for (let i = 0; i < COUNT; i++) {
      const s = shape(i);
      s.scale(s, factor);
      sum += s.area(s);
    }
  }
  return sum;
}
