import type { Dataset } from "../src/data/dataset.js";
import { loadMnist, locateMnist } from "../src/node/mnist.js";
import type { Context } from "./context.js";

const SAMPLES = 70_000;
const FEATURES = 784;
/** Share of the pixels of MNIST that are not zero, of 256. */
const INK = 49;

const SYNTHETIC =
  "no MNIST found (--data DIR or INFOPLANE_DATA): random images with 81 % zeros instead";

export interface MnistData {
  dataset: Dataset;
  /** Folder of the real files; undefined for random images. */
  directory?: string;
  note?: string;
}

/** MNIST from this machine, never downloaded; else random images that cost as much to train on. */
export async function mnistData({ options, say }: Context): Promise<MnistData> {
  const place = await locateMnist({ directory: options.data });
  if (!place) {
    say(SYNTHETIC);
    return { dataset: synthetic(), note: SYNTHETIC };
  }
  const { directory } = place;
  return { dataset: await loadMnist({ directory }), directory };
}

function synthetic(): Dataset {
  const inputs = new Uint8Array(SAMPLES * FEATURES);
  let state = 1;
  for (let i = 0; i < inputs.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    if (state >>> 24 < INK) inputs[i] = ((state >>> 8) & 255) | 1;
  }
  return {
    name: "random images",
    inputs,
    divisor: 255,
    labels: Uint8Array.from({ length: SAMPLES }, (_, s) => s % 10),
    samples: SAMPLES,
    features: FEATURES,
    image: { channels: 1, height: 28, width: 28 },
    classes: 10,
    population: false,
    standardTrain: 60_000,
  };
}
