/**
 * Adam (Kingma & Ba 2015) on `count` (a multiple of 4) weights; `rate` carries the bias corrections:
 * learningRate sqrt(1 - beta2^t) / (1 - beta1^t).
 */
export function adam(
  w: usize,
  gradient: usize,
  m: usize,
  v: usize,
  count: i32,
  rate: f32,
  beta1: f32,
  beta2: f32,
  epsilon: f32,
): void {
  const r = f32x4.splat(rate),
    e = f32x4.splat(epsilon);
  const b1 = f32x4.splat(beta1),
    c1 = f32x4.splat(<f32>1.0 - beta1);
  const b2 = f32x4.splat(beta2),
    c2 = f32x4.splat(<f32>1.0 - beta2);
  const end = w + ((<usize>count) << 2);
  for (; w < end; w += 16, gradient += 16, m += 16, v += 16) {
    const g = v128.load(gradient);
    const mean = f32x4.add(f32x4.mul(b1, v128.load(m)), f32x4.mul(c1, g));
    const square = f32x4.add(f32x4.mul(b2, v128.load(v)), f32x4.mul(c2, f32x4.mul(g, g)));
    v128.store(m, mean);
    v128.store(v, square);
    const step = f32x4.div(f32x4.mul(r, mean), f32x4.add(f32x4.sqrt(square), e));
    v128.store(w, f32x4.sub(v128.load(w), step));
  }
}

/** Gradient descent with momentum: velocity = momentum * velocity + gradient; w -= rate * velocity. */
export function sgd(
  w: usize,
  gradient: usize,
  velocity: usize,
  count: i32,
  rate: f32,
  momentum: f32,
): void {
  const r = f32x4.splat(rate),
    m = f32x4.splat(momentum);
  const end = w + ((<usize>count) << 2);
  for (; w < end; w += 16, gradient += 16, velocity += 16) {
    const speed = f32x4.add(f32x4.mul(m, v128.load(velocity)), v128.load(gradient));
    v128.store(velocity, speed);
    v128.store(w, f32x4.sub(v128.load(w), f32x4.mul(r, speed)));
  }
}
