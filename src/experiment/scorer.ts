import type { Engine } from "../engine/engine.js";
import type { Network } from "../network/network.js";
import { TEST, TRAIN, type Workspace } from "./workspace.js";

/** Mean loss (nats) and share of hits over the two parts of the data. */
export interface Score {
  trainLoss: number;
  trainAccuracy: number;
  testLoss: number;
  testAccuracy: number;
}

/** Losses and hits of all samples, from the logits of the rows that stand for them. */
export class Scorer {
  /** Cross entropy per row and label, [rows][classes]. */
  private readonly rowLosses: Float32Array;
  private readonly winners: Uint8Array;
  private readonly losses: Float64Array;
  private readonly hits: Uint32Array;

  constructor(
    private readonly engine: Engine,
    private readonly network: Network,
    private readonly workspace: Workspace,
  ) {
    const { arena } = engine;
    const { samples } = workspace;
    this.rowLosses = arena.take(Float32Array, samples * network.output.units);
    this.winners = arena.take(Uint8Array, samples);
    this.losses = arena.take(Float64Array, 2);
    this.hits = arena.take(Uint32Array, 2);
  }

  /** Takes in the rows start .. start + count - 1, whose logits and softmax are there. */
  add(logits: number, start: number, count: number, lanes: number): void {
    const { engine, network, rowLosses, winners } = this;
    const { units: classes } = network.output;
    engine.kernels.labelLosses(
      logits,
      network.normaliser.byteOffset,
      rowLosses.byteOffset + 4 * classes * start,
      winners.byteOffset + start,
      classes,
      lanes,
      count,
    );
  }

  /** The class with the greatest logit, of equals the lowest, for each of the rows taken in. */
  get predictions(): Uint8Array {
    return this.winners.slice();
  }

  /** Adds up the samples, in their order; `rowOf` is the row of each (u32). */
  score(rowOf: Uint32Array): Score {
    const { engine, hits, losses, network, rowLosses, winners, workspace } = this;
    const { labels, parts, samples, train } = workspace;
    losses.fill(0);
    hits.fill(0);
    engine.kernels.score(
      rowOf.byteOffset,
      labels.byteOffset,
      parts.byteOffset,
      samples,
      rowLosses.byteOffset,
      winners.byteOffset,
      network.output.units,
      losses.byteOffset,
      hits.byteOffset,
    );
    const testSize = samples - train.length;
    return {
      trainLoss: losses[TRAIN] / train.length,
      trainAccuracy: hits[TRAIN] / train.length,
      testLoss: losses[TEST] / testSize,
      testAccuracy: hits[TEST] / testSize,
    };
  }
}
