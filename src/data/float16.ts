let values: Float32Array | undefined;

/** The number that the 16 bits of an IEEE 754 half-precision float stand for; exact. */
export function float16(bits: number): number {
  values ??= table();
  return values[bits];
}

function table(): Float32Array {
  const bits = new Uint32Array(65536);
  const floats = new Float32Array(bits.buffer);
  for (let half = 0; half < 65536; half++) {
    const sign = (half >>> 15) << 31;
    const exponent = (half >>> 10) & 31;
    const fraction = half & 1023;
    if (exponent === 0) {
      floats[half] = fraction / 2 ** 24;
      bits[half] |= sign;
    } else {
      // The biases differ by 112; infinity and NaN have all bits of the exponent set.
      bits[half] = sign | ((exponent === 31 ? 255 : exponent + 112) << 23) | (fraction << 13);
    }
  }
  return floats;
}
