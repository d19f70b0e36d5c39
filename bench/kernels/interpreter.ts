// An interpreter of a small register machine's bytecode: one br_table in a loop, as virtual machines have.

enum Op { Const, Move, Add, Sub, Mul, And, Xor, Shl, Shr, AddI, Load, Store, Jump, JumpLess, JumpEqual, Call, Return, Halt }

const code = new StaticArray<i32>(256);
const heap = new StaticArray<i32>(1024);
const registers = new StaticArray<i32>(64);
const stack = new StaticArray<i32>(64);
let length = 0;

function emit(op: Op, a: i32, b: i32, c: i32): i32 {
  code[length] = op;
  code[length + 1] = a;
  code[length + 2] = b;
  code[length + 3] = c;
  length += 4;
  return length - 4;
}

function interpret(): i32 {
  let pc = 0;
  let depth = 0;
  while (true) {
    const op = unchecked(code[pc]), a = unchecked(code[pc + 1]), b = unchecked(code[pc + 2]), c = unchecked(code[pc + 3]);
    pc += 4;
    switch (op) {
      case Op.Const: registers[a] = b; break;
      case Op.Move: registers[a] = registers[b]; break;
      case Op.Add: registers[a] = registers[b] + registers[c]; break;
      case Op.Sub: registers[a] = registers[b] - registers[c]; break;
      case Op.Mul: registers[a] = registers[b] * registers[c]; break;
      case Op.And: registers[a] = registers[b] & registers[c]; break;
      case Op.Xor: registers[a] = registers[b] ^ registers[c]; break;
      case Op.Shl: registers[a] = registers[b] << c; break;
      case Op.Shr: registers[a] = <u32>registers[b] >> c; break;
      case Op.AddI: registers[a] = registers[b] + c; break;
      case Op.Load: registers[a] = heap[registers[b] & 1023]; break;
      case Op.Store: heap[registers[b] & 1023] = registers[a]; break;
      case Op.Jump: pc = a; break;
      case Op.JumpLess: if (registers[a] < registers[b]) pc = c; break;
      case Op.JumpEqual: if (registers[a] == registers[b]) pc = c; break;
      case Op.Call: {
        stack[depth++] = pc;
        pc = a;
        break;
      }
      case Op.Return: pc = stack[--depth]; break;
      case Op.Halt: return registers[a];
    }
  }
}

/** A guest program that mixes numbers through a table for `rounds` rounds. Register 1 counts, 2 is the limit, 3 the hash. */
function assembleProgram(rounds: i32): void {
  length = 0;
  emit(Op.Const, 1, 0, 0);
  emit(Op.Const, 2, rounds, 0);
  emit(Op.Const, 3, 17, 0);
  emit(Op.Const, 7, 31, 0);
  emit(Op.Const, 8, 0, 0);
  const start = length;
  const call = emit(Op.Call, 0, 0, 0);
  emit(Op.And, 6, 3, 7);
  const skip = emit(Op.JumpEqual, 6, 8, 0);
  emit(Op.Add, 3, 3, 6);
  emit(Op.Sub, 3, 3, 1);
  code[skip + 3] = length;
  emit(Op.AddI, 1, 1, 1);
  emit(Op.JumpLess, 1, 2, start);
  emit(Op.Halt, 3, 0, 0);
  code[call + 1] = length;
  emit(Op.Load, 4, 3, 0);
  emit(Op.Mul, 5, 3, 7);
  emit(Op.Xor, 5, 5, 4);
  emit(Op.Shr, 4, 5, 7);
  emit(Op.Xor, 3, 5, 4);
  emit(Op.Store, 3, 1, 0);
  emit(Op.Return, 0, 0, 0);
}

/** What the guest program answers. */
export function run(rounds: i32): i32 {
  for (let i = 0; i < heap.length; i++) heap[i] = i * 3;
  assembleProgram(rounds);
  return interpret();
}
