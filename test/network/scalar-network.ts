import type { NetworkPlan } from "../../src/network/network.js";
import type { DenseSpec } from "../../src/network/schema.js";
import type { Quantiser } from "../../src/quantize/schema.js";
import { type Unit, type Wiring, wire } from "./connections.js";
import { add, exp, f, greater, log, mul, tanh } from "./scalar-math.js";
import { codeOf, passes, type ScalarGrid, ScalarQuantiser } from "./scalar-quantiser.js";

/** One layer: weights [row][place], all moments in arrays of the same shape. */
export interface ScalarLayer extends Wiring {
  activation: DenseSpec["activation"];
  /** Rows of all parameters: weights of unit (or channel) i, then its bias. */
  parameters: number[][];
  moments: number[][][];
  weightQuantiser: ScalarQuantiser;
  quantiser: ScalarQuantiser;
  /** Weights as the layer computes with them, [row][place]. */
  used: number[][];
}

/** What a sample leaves in a layer: before and after quantisation. */
export interface Trace {
  real: number[];
  out: number[];
}

/** What a measurement should find: per view a string per sample that names its state. */
export interface ScalarMeasurement {
  states: string[][];
  losses: number[];
  hits: boolean[];
  /** The first class of greatest logit. */
  predictions: number[];
  /** Per layer what each sample shows, of the output its softmax. */
  values: number[][][];
}

/**
 * The network again, slow and plain: one sample at a time, every f32 operation rounded by itself.
 * Shares no code with src/ but types; agrees with it in the order of the sums.
 *
 * `sparse`: the first layer skips zero inputs and sums its weight gradient sample by sample instead
 * of in four partial sums.
 */
export class ScalarNetwork {
  readonly layers: ScalarLayer[];
  private powers = [1, 1];

  constructor(
    private readonly plan: NetworkPlan,
    features: number,
    private readonly sparse: boolean,
    image?: { channels: number; height: number; width: number },
  ) {
    const moments = plan.optimiser.name === "adam" ? 2 : 1;
    const float: Quantiser = { bits: "float", range: { policy: "batch" } };
    this.layers = wire(plan.network.layers, features, image).map((wiring) => {
      const { rows, spec, width } = wiring;
      const zeros = () => Array.from({ length: rows }, () => Array(width + 1).fill(0));
      const pool = spec.type === "max-pool";
      const { activations = plan.quantisation.activations, weights = plan.quantisation.weights } =
        pool ? { activations: float, weights: float } : spec;
      return {
        ...wiring,
        activation: pool ? "linear" : spec.activation,
        parameters: zeros(),
        moments: Array.from({ length: moments }, zeros),
        weightQuantiser: new ScalarQuantiser(weights),
        quantiser: new ScalarQuantiser(activations),
        used: [],
      };
    });
  }

  /** Takes over parameters as the engine lays them out. */
  load(parameters: Float32Array): void {
    const at = { offset: 0 };
    for (const layer of this.weighted) {
      eachPlace(layer, at, (i, j, place) => {
        layer.parameters[i][j] = parameters[place];
      });
    }
  }

  /** Parameters as the engine lays them out: zero where it pads. */
  get parameters(): Float32Array {
    return this.flat((layer) => layer.parameters);
  }

  /** Moments in the order of the optimiser: Adam's mean and square, or momentum's velocity. */
  get moments(): Float32Array[] {
    return this.weighted[0].moments.map((_, m) => this.flat((layer) => layer.moments[m]));
  }

  /** [low, high] of each weight tensor and activation tensor in turn. */
  get ranges(): { low: number; high: number }[] {
    return this.weighted.flatMap(({ weightQuantiser, quantiser }) =>
      [weightQuantiser, quantiser].map(({ low, high }) => ({ low, high })),
    );
  }

  private get weighted(): ScalarLayer[] {
    return this.layers.filter(({ rows }) => rows > 0);
  }

  /** One step on samples given by their inputs and labels. */
  trainBatch(inputs: number[][], labels: readonly number[]): void {
    for (const layer of this.layers) {
      layer.weightQuantiser.train(weightsOf(layer));
    }
    const traces = this.pass(inputs, (layer, tensor) => layer.quantiser.train(tensor));
    const gradients = this.backward(inputs, labels, traces);
    this.update(gradients);
  }

  endEpoch(epochs: number): void {
    for (const { weightQuantiser, quantiser } of this.layers) {
      weightQuantiser.endEpoch(epochs);
      quantiser.endEpoch(epochs);
    }
  }

  /** States of all samples in every view, in the order in which the engine reports them. */
  measure(inputs: number[][], labels: readonly number[]): ScalarMeasurement {
    for (const layer of this.layers) {
      layer.weightQuantiser.measure(weightsOf(layer));
    }
    const traces = this.pass(inputs, (layer, tensor) => layer.quantiser.measure(tensor));
    let grid: ScalarGrid | undefined;
    const states = this.layers.map(({ quantiser, rows }, l) => {
      if (rows > 0) grid = quantiser.grid;
      return traces[l].map(({ out, real }) =>
        (grid ? this.codes(grid, real, out) : real.map((x) => x + 0)).join(),
      );
    });
    const logits = traces[traces.length - 1].map(({ out }) => out);
    const softmaxes = logits.map(softmax);
    states.push(softmaxes.map(({ probabilities }) => probabilities.join()));
    states.push(
      softmaxes.map(({ probabilities }) => probabilities.map((p) => Math.floor(p * 256)).join()),
    );
    const predictions = logits.map((z) => z.indexOf(Math.max(...z)));
    const values = traces.slice(0, -1).map((layer) => layer.map(({ out }) => out));
    return {
      states,
      losses: logits.map((z, s) => f(softmaxes[s].normaliser - z[labels[s]])),
      hits: predictions.map((prediction, s) => prediction === labels[s]),
      predictions,
      values: [...values, softmaxes.map(({ probabilities }) => probabilities)],
    };
  }

  /** Traces [layer][sample]; `see` is shown the real activations of all samples of a layer. */
  protected pass(
    inputs: number[][],
    see: (layer: ScalarLayer, tensor: number[]) => void,
  ): Trace[][] {
    let x = inputs;
    return this.layers.map((layer, l) => {
      layer.used = layer.parameters.map((row) =>
        row.slice(0, -1).map((w) => layer.weightQuantiser.quantise(w)),
      );
      const skip = this.sparse && l === 0;
      const reals = x.map((sample) =>
        layer.units.map(({ row, taps }) => {
          if (layer.rows === 0) return sample[firstGreatest(taps, sample)];
          let sum = layer.parameters[row][layer.width];
          for (const { input, weight } of taps) {
            if (skip && sample[input] === 0) continue;
            sum = add(sum, mul(layer.used[row][weight], sample[input]));
          }
          if (layer.activation === "tanh") return tanh(sum);
          return layer.activation === "relu" ? greater(sum, 0) : sum;
        }),
      );
      see(layer, reals.flat());
      x = reals.map((sample) => sample.map((y) => layer.quantiser.quantise(y)));
      return reals.map((real, s) => ({ real, out: x[s] }));
    });
  }

  /** Codes of a sample's activations, from those before and those after quantisation. */
  protected codes(grid: ScalarGrid, real: number[], _out: number[]): number[] {
    return real.map((x) => codeOf(grid, x));
  }

  /** Gradients [layer][row][place, then bias]. */
  private backward(inputs: number[][], labels: readonly number[], traces: Trace[][]): number[][][] {
    const share = f(1 / inputs.length);
    let deltas = traces[traces.length - 1].map(({ out }, s) =>
      softmax(out).probabilities.map((p, c) => mul(c === labels[s] ? f(p - 1) : p, share)),
    );
    const gradients: number[][][] = [];
    for (let l = this.layers.length - 1; l >= 0; l--) {
      const layer = this.layers[l];
      deltas = deltas.map((delta, s) =>
        delta.map((d, i) => throughActivation(layer, d, traces[l][s].real[i])),
      );
      const below = l > 0 ? traces[l - 1].map(({ out }) => out) : inputs;
      if (layer.rows === 0) {
        gradients[l] = [];
        deltas = deltas.map((delta, s) => {
          const inputs = Array(layer.inputs).fill(0);
          layer.units.forEach(({ taps }, u) => {
            inputs[firstGreatest(taps, below[s])] = delta[u];
          });
          return inputs;
        });
        continue;
      }
      const bySample = this.sparse && l === 0;
      gradients[l] = layer.parameters.map((weights, row) => {
        const units = layer.units.flatMap((unit, u) => (unit.row === row ? [{ ...unit, u }] : []));
        return weights.map((w, place) => {
          const terms = units.map(({ taps, u }) =>
            deltas.map((delta, s) =>
              place === layer.width ? delta[u] : mul(below[s][taps[place].input], delta[u]),
            ),
          );
          if (place === layer.width) return inFours(terms);
          const sum = bySample ? terms.flat().reduce(add, 0) : inFours(terms);
          return passes(layer.weightQuantiser.grid, w) ? sum : 0;
        });
      });
      const sources = sourcesOf(layer);
      deltas = deltas.map((delta) =>
        sources.map((source) =>
          source.reduce(
            (sum, { row, u, weight }) => add(sum, mul(layer.used[row][weight], delta[u])),
            0,
          ),
        ),
      );
    }
    return gradients;
  }

  private update(gradients: number[][][]): void {
    const { optimiser } = this.plan;
    const { powers } = this;
    if (optimiser.name === "adam") {
      powers[0] *= optimiser.beta1;
      powers[1] *= optimiser.beta2;
    }
    this.layers.forEach(({ moments, parameters }, l) => {
      parameters.forEach((row, i) => {
        row.forEach((w, j) => {
          const g = gradients[l][i][j];
          if (optimiser.name === "sgd") {
            const velocity = add(mul(f(optimiser.momentum), moments[0][i][j]), g);
            moments[0][i][j] = velocity;
            row[j] = f(w - mul(f(optimiser.learningRate), velocity));
            return;
          }
          const [b1, b2] = [f(optimiser.beta1), f(optimiser.beta2)];
          const mean = add(mul(b1, moments[0][i][j]), mul(f(1 - b1), g));
          const square = add(mul(b2, moments[1][i][j]), mul(f(1 - b2), mul(g, g)));
          moments[0][i][j] = mean;
          moments[1][i][j] = square;
          const rate = f((optimiser.learningRate * Math.sqrt(1 - powers[1])) / (1 - powers[0]));
          const root = add(f(Math.sqrt(square)), f(optimiser.epsilon));
          row[j] = f(w - f(mul(rate, mean) / root));
        });
      });
    });
  }

  private flat(rowsOf: (layer: ScalarLayer) => number[][]): Float32Array {
    const at = { offset: 0 };
    const values: number[] = [];
    for (const layer of this.weighted) {
      eachPlace(layer, at, (i, j, place) => {
        values[place] = rowsOf(layer)[i][j];
      });
    }
    return Float32Array.from({ length: at.offset }, (_, place) => values[place] ?? 0);
  }
}

/** Visits the parameters of a layer where the engine has them: [input, then bias][unit, padded to 4]. */
function eachPlace(
  { parameters }: ScalarLayer,
  at: { offset: number },
  visit: (unit: number, input: number, place: number) => void,
): void {
  const stride = 4 * Math.ceil(parameters.length / 4);
  parameters[0].forEach((_, j) => {
    parameters.forEach((_, i) => {
      visit(i, j, at.offset + j * stride + i);
    });
  });
  at.offset += stride * parameters[0].length;
}

const weightsOf = (layer: ScalarLayer) => layer.parameters.flatMap((row) => row.slice(0, -1));

/** Gradient before the quantiser and the activation function, from that behind them. */
function throughActivation(layer: ScalarLayer, delta: number, y: number): number {
  if (!passes(layer.quantiser.grid, y)) return 0;
  if (layer.activation === "tanh") return mul(delta, f(1 - mul(y, y)));
  if (layer.activation === "relu") return y > 0 ? delta : 0;
  return delta;
}

/** For every input the weights that it meets, by row and then by place, and the unit where it does. */
function sourcesOf({ inputs, units }: ScalarLayer) {
  const sources: { row: number; weight: number; u: number }[][] = Array.from(
    { length: inputs },
    () => [],
  );
  units.forEach(({ row, taps }, u) => {
    for (const { input, weight } of taps) sources[input].push({ row, weight, u });
  });
  for (const source of sources) source.sort((a, b) => a.row - b.row || a.weight - b.weight);
  return sources;
}

/** The input of the first of the greatest values in a window. */
function firstGreatest(taps: Unit["taps"], sample: number[]): number {
  const values = taps.map(({ input }) => sample[input]);
  return taps[values.indexOf(Math.max(...values))].input;
}

/** Four partial sums of terms [unit][sample], sample s in sum s mod 4, then (0 + 1) + (2 + 3). */
function inFours(terms: readonly number[][]): number {
  const sums = [0, 0, 0, 0];
  for (const unit of terms) {
    unit.forEach((term, s) => {
      sums[s % 4] = add(sums[s % 4], term);
    });
  }
  return add(add(sums[0], sums[1]), add(sums[2], sums[3]));
}

function softmax(logits: readonly number[]): { probabilities: number[]; normaliser: number } {
  const most = logits.reduce((a, b) => greater(b, a));
  const powers = logits.map((z) => exp(f(z - most)));
  const sum = powers.reduce(add, 0);
  return { probabilities: powers.map((e) => f(e / sum)), normaliser: add(most, log(sum)) };
}
