import assert from 'node:assert/strict';
import { digest } from '../digest.ts';
import type { Program } from '../program.ts';

export const rapier: Program = {
  name: 'rapier',
  about:
    'a physics engine in Rust: f32 arithmetic, where rounding once too often or too rarely shows after a few steps',
  async run({ load }) {
    const { default: engine } = await load('@dimforge/rapier3d-compat');
    await engine.init();
    const world = new engine.World({ x: 0, y: -9.81, z: 0 });
    world.createCollider(engine.ColliderDesc.cuboid(10, 0.1, 10));
    const bodies = Array.from({ length: 10 }, (_, i) => {
      const body = world.createRigidBody(
        engine.RigidBodyDesc.dynamic().setTranslation((i % 3) * 0.2, 1 + i * 1.1, (i % 5) * 0.1),
      );
      const shape = i % 2 === 0 ? engine.ColliderDesc.cuboid(0.5, 0.5, 0.5) : engine.ColliderDesc.ball(0.5);
      world.createCollider(shape, body);
      return body;
    });
    for (let i = 0; i < 100; i++) world.step();
    const places = bodies.map((body) => body.translation());
    for (const { y } of places) assert.ok(y > 0 && y < 12);
    assert.equal(digest(JSON.stringify(places)), '50be59a5de0cc185');
    assert.equal(digest(world.takeSnapshot()), 'b5c9b6961247bc9b');
  },
};
