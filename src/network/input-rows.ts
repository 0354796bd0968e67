import type { InputPlan } from "./input.js";

/** The inputs as the first layer takes them: values, samples x features, row-major. */
export function inputRows(buffer: ArrayBufferLike, plan: InputPlan, samples: number): Float32Array {
  const { features } = plan;
  const size = samples * features;
  if (plan.kind === "dense") return new Float32Array(buffer, plan.values, size).slice();
  const rows = new Float32Array(size);
  if (plan.kind === "bytes") {
    const { codes, divisor, scale, zeroPoint } = plan;
    const bytes = new Uint8Array(buffer, codes, size);
    const values = Float32Array.from({ length: 256 }, (_, code) =>
      Math.fround(Math.fround((code - zeroPoint) * scale) / divisor),
    );
    return rows.map((_, i) => values[bytes[i]]);
  }
  const starts = new Uint32Array(buffer, plan.starts, samples + 1);
  const entries = new Uint32Array(buffer, plan.entries, starts[samples]);
  const levels = new Float32Array(buffer, plan.levels, 256);
  for (let s = 0; s < samples; s++) {
    for (let e = starts[s]; e < starts[s + 1]; e++) {
      rows[s * features + (entries[e] >>> 16)] = levels[entries[e] & 0xffff];
    }
  }
  return rows;
}
