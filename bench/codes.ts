/*
 * Codes of a layer made by integer arithmetic alone, so that peers in other languages can make the
 * same ones; twin of bench/peers/counting.py.
 */

export const SAMPLES = 70_000;
export const UNITS = 16;
export const CLASSES = 10;
const LATENTS = 3;

/** A bijective hash of 32-bit words (C. Wellons, lowbias32). */
export function mix(word: number): number {
  let x = word >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

export function makeLabels(): Uint8Array {
  return Uint8Array.from({ length: SAMPLES }, (_, s) => mix(s) % CLASSES);
}

/** A wide ReLU layer that sees a few latent values: many zeros, many states met more than once. */
export function reluCodes(): Uint8Array {
  const codes = new Uint8Array(SAMPLES * UNITS);
  const labels = makeLabels();
  const latents = new Array<number>(LATENTS);
  const weights = Array.from({ length: UNITS * LATENTS }, (_, i) => {
    const unit = Math.floor(i / LATENTS);
    return (mix((10 << 28) + 16 * unit + (i % LATENTS)) & 15) - 8;
  });
  const biases = Array.from({ length: UNITS }, (_, u) => (mix((9 << 28) + u) & 255) - 160);
  for (let s = 0; s < SAMPLES; s++) {
    for (let j = 0; j < LATENTS; j++) {
      const word = mix(s + ((j + 1) << 28));
      let nibbles = 0;
      for (let k = 0; k < 4; k++) nibbles += (word >>> (4 * k)) & 15;
      latents[j] = nibbles + (mix(labels[s] + (8 << 28) + 16 * j) & 31) - 46;
    }
    for (let u = 0; u < UNITS; u++) {
      let sum = biases[u];
      for (let j = 0; j < LATENTS; j++) sum += weights[u * LATENTS + j] * latents[j];
      codes[s * UNITS + u] = Math.max(0, Math.min(255, sum));
    }
  }
  return codes;
}

/** Rows without a pattern, each with a state of its own (the first word is a bijection). */
export function distinctCodes(): Uint8Array {
  const codes = new Uint8Array(SAMPLES * UNITS);
  const view = new DataView(codes.buffer);
  for (let s = 0; s < SAMPLES; s++) {
    for (let j = 0; j < UNITS / 4; j++) {
      view.setUint32(s * UNITS + 4 * j, mix(s + (j << 28)), true);
    }
  }
  return codes;
}
