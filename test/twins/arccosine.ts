import { arcCosineValues } from "../../src/bounds/kernels/arccosine.js";
import type { Memory } from "./memory.js";

/** The scalar form in src is the twin: what is computed for one number must be the same bits. */
export function arcCosineKernels(
  { f64 }: Memory,
  r: number,
  count: number,
  step: number,
  relu: number,
  tangent: number,
  gate: number,
  second: number,
  first: number,
  three: number,
  _scratch: number,
): void {
  for (let i = 0; i < count; i++) {
    const values = arcCosineValues(f64[r / 8 + i]);
    const byGate = values.gate * values.relu;
    const byFeature = values.gate * values.tangent;
    const put = (at: number, value: number) => {
      if (at) f64[at / 8 + i] = value;
    };
    put(step, values.step);
    put(relu, values.relu);
    put(tangent, values.tangent);
    put(gate, values.gate);
    put(second, byGate);
    put(first, byFeature);
    put(three, byGate + byFeature + 0.5 * values.deepRelu);
  }
}

export function symmetricArcCosineKernels(
  memory: Memory,
  r: number,
  n: number,
  step: number,
  relu: number,
  tangent: number,
  gate: number,
  second: number,
  first: number,
  three: number,
  scratch: number,
): void {
  const count = n * n;
  arcCosineKernels(memory, r, count, step, relu, tangent, gate, second, first, three, scratch);
}
