import type { Network } from "../network/network.js";
import type { RangeState } from "../quantize/range.js";
import type { Stage } from "./records.js";

interface Snapshot {
  epoch: number;
  stage: Stage;
  ranges: RangeState[];
  /** States of each layer, filled in as they are counted. */
  states: number[];
}

/** What a checkpoint holds of the snapshots beside their parameters. */
export type SavedSnapshots = Snapshot[];

/**
 * Keeps a network as it was at some epochs, so that it can be measured again once the whole run is
 * known: 4 bytes per parameter and epoch.
 */
export class Snapshots {
  private snapshots: Snapshot[] = [];
  private parameters: Float32Array[] = [];

  constructor(private readonly network: Network) {}

  get length(): number {
    return this.snapshots.length;
  }

  take(epoch: number, stage: Stage): Snapshot {
    const { network } = this;
    const snapshot = { epoch, stage, ranges: network.saveRanges(), states: [] };
    this.snapshots.push(snapshot);
    this.parameters.push(network.parameters.values.slice());
    return snapshot;
  }

  /** Lets `work` see the network as it was at a snapshot; afterwards it is what it was before. */
  visit(index: number, work: (snapshot: Snapshot) => void): void {
    const { network } = this;
    const now = { parameters: network.parameters.values.slice(), ranges: network.saveRanges() };
    const snapshot = this.snapshots[index];
    network.parameters.values.set(this.parameters[index]);
    network.restoreRanges(snapshot.ranges);
    work(snapshot);
    network.parameters.values.set(now.parameters);
    network.restoreRanges(now.ranges);
  }

  clear(): void {
    this.snapshots = [];
    this.parameters = [];
  }

  get saved(): SavedSnapshots {
    return this.snapshots;
  }

  /** Parameters of all snapshots, one after the other. */
  saveParameters(): Float32Array {
    const size = this.network.parameters.values.length;
    const all = new Float32Array(size * this.length);
    this.parameters.forEach((own, index) => {
      all.set(own, index * size);
    });
    return all;
  }

  restore(saved: SavedSnapshots, parameters: Float32Array): void {
    const size = this.network.parameters.values.length;
    this.snapshots = [...saved];
    this.parameters = saved.map((_, i) => parameters.slice(i * size, (i + 1) * size));
  }
}
