import { exp, log } from "./math";

/**
 * Softmax over the rows of logits [classes][lanes]: probabilities [classes][lanes], and unless
 * `normaliser` is 0, normaliser[l] = log of the sum of exp(logits) in lane l.
 */
export function softmax(
  logits: usize,
  probabilities: usize,
  normaliser: usize,
  classes: i32,
  lanes: i32,
): void {
  const row: usize = (<usize>lanes) << 2;
  const end: usize = <usize>classes * row;
  for (let lane: usize = 0; lane < row; lane += 64) {
    let m0 = v128.load(logits + lane);
    let m1 = v128.load(logits + lane, 16);
    let m2 = v128.load(logits + lane, 32);
    let m3 = v128.load(logits + lane, 48);
    for (let c = lane + row; c < end; c += row) {
      m0 = f32x4.pmax(m0, v128.load(logits + c));
      m1 = f32x4.pmax(m1, v128.load(logits + c, 16));
      m2 = f32x4.pmax(m2, v128.load(logits + c, 32));
      m3 = f32x4.pmax(m3, v128.load(logits + c, 48));
    }
    let s0 = f32x4.splat(0),
      s1 = s0,
      s2 = s0,
      s3 = s0;
    for (let c = lane; c < end; c += row) {
      const e0 = exp(f32x4.sub(v128.load(logits + c), m0));
      const e1 = exp(f32x4.sub(v128.load(logits + c, 16), m1));
      const e2 = exp(f32x4.sub(v128.load(logits + c, 32), m2));
      const e3 = exp(f32x4.sub(v128.load(logits + c, 48), m3));
      s0 = f32x4.add(s0, e0);
      s1 = f32x4.add(s1, e1);
      s2 = f32x4.add(s2, e2);
      s3 = f32x4.add(s3, e3);
      v128.store(probabilities + c, e0);
      v128.store(probabilities + c, e1, 16);
      v128.store(probabilities + c, e2, 32);
      v128.store(probabilities + c, e3, 48);
    }
    for (let c = lane; c < end; c += row) {
      v128.store(probabilities + c, f32x4.div(v128.load(probabilities + c), s0));
      v128.store(probabilities + c, f32x4.div(v128.load(probabilities + c, 16), s1), 16);
      v128.store(probabilities + c, f32x4.div(v128.load(probabilities + c, 32), s2), 32);
      v128.store(probabilities + c, f32x4.div(v128.load(probabilities + c, 48), s3), 48);
    }
    if (normaliser) {
      v128.store(normaliser + lane, f32x4.add(m0, log(s0)));
      v128.store(normaliser + lane, f32x4.add(m1, log(s1)), 16);
      v128.store(normaliser + lane, f32x4.add(m2, log(s2)), 32);
      v128.store(normaliser + lane, f32x4.add(m3, log(s3)), 48);
    }
  }
}

/**
 * Gradient of the mean cross entropy over the first `count` lanes with respect to the logits, in
 * place of the probabilities [classes][lanes]; labels are bytes, one per lane. Lanes past `count`
 * get zero.
 */
export function crossEntropyGradient(
  probabilities: usize,
  labels: usize,
  classes: i32,
  lanes: i32,
  count: i32,
): void {
  const row: usize = (<usize>lanes) << 2;
  for (let l = 0; l < count; l++) {
    const at = probabilities + <usize>load<u8>(labels + <usize>l) * row + ((<usize>l) << 2);
    f32.store(at, f32.load(at) - 1.0);
  }
  const share = f32x4.splat(<f32>1.0 / <f32>count);
  const end = probabilities + <usize>classes * row;
  for (let at = probabilities; at < end; at += 16) {
    v128.store(at, f32x4.mul(v128.load(at), share));
  }
  for (let c = 0; c < classes; c++) {
    for (let l = count; l < lanes; l++) {
      f32.store(probabilities + <usize>c * row + ((<usize>l) << 2), 0);
    }
  }
}

/**
 * For the first `count` lanes of logits [classes][lanes]: losses[l][c] (f32), the cross entropy (nats)
 * if c is the label, and winners[l] (a byte), the first of the classes with the greatest logit.
 */
export function labelLosses(
  logits: usize,
  normaliser: usize,
  losses: usize,
  winners: usize,
  classes: i32,
  lanes: i32,
  count: i32,
): void {
  for (let l = 0; l < count; l++) {
    const column = logits + ((<usize>l) << 2);
    const norm = f32.load(normaliser + ((<usize>l) << 2));
    let best = f32.load(column);
    let winner = 0;
    for (let c = 0; c < classes; c++) {
      const z = f32.load(column + ((<usize>(c * lanes)) << 2));
      if (z > best) {
        best = z;
        winner = c;
      }
      f32.store(losses, norm - z);
      losses += 4;
    }
    store<u8>(winners + <usize>l, winner);
  }
}

/**
 * Adds up, sample by sample, the cross entropy (nats) in losses[part] (f64) and the hits of the
 * winner in hits[part] (u32). Sample s has the outputs of row rowOf[s] (u32), as labelLosses gives
 * them, and labels[s] and parts[s] (bytes).
 */
export function score(
  rowOf: usize,
  labels: usize,
  parts: usize,
  samples: i32,
  rowLosses: usize,
  winners: usize,
  classes: i32,
  losses: usize,
  hits: usize,
): void {
  for (let s: usize = 0; s < <usize>samples; s++) {
    const row: usize = load<u32>(rowOf + (s << 2));
    const label: usize = load<u8>(labels + s);
    const part: usize = load<u8>(parts + s);
    const loss = f32.load(rowLosses + ((row * <usize>classes + label) << 2));
    const sum = losses + (part << 3);
    f64.store(sum, f64.load(sum) + <f64>loss);
    if (load<u8>(winners + row) == label) {
      const hit = hits + (part << 2);
      store<u32>(hit, load<u32>(hit) + 1);
    }
  }
}
