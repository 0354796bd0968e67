import { join } from "node:path";
import { createEngine } from "../src/engine/engine.js";
import { kde } from "../src/estimators/kde.js";
import { ksgInformation } from "../src/estimators/ksg.js";
import { Neighbours } from "../src/estimators/neighbours.js";
import { dependentVectors, SAMPLES, UNITS, uniformSample } from "./activations.js";
import type { Context } from "./context.js";
import { Peer } from "./python.js";
import { against, type Row, skipped } from "./row.js";
import { interleave, median, ratios } from "./statistics.js";

const UNIT = "ms";
/** Both sides must find the same, in bits. */
const AGREEMENT = 1e-9;
const VARIANCE = 0.1;
const K = 3;

interface PeerAnswer {
  milliseconds: number[];
  inputInformation?: number;
  labelInformation?: number;
  information?: number;
}

/** What is timed, and what it must find. */
interface Task {
  bench: string;
  what: string;
  bar: number;
  run(): Partial<PeerAnswer>;
}

/** One way in which the peer does the same. */
interface Method {
  name: string;
  request: object;
}

/** Both informations by the KDE upper bound, against numpy. */
export async function kdeBounds(context: Context): Promise<Row[]> {
  const engine = await createEngine();
  const estimator = kde({ variance: VARIANCE, bound: "upper" }, engine);
  const sample = uniformSample();
  const task: Task = {
    bench: "kde",
    what: `KDE upper bound of I(X;T) and I(T;Y), n = ${SAMPLES}, ${UNITS} units, 2 classes`,
    bar: 2,
    run: () => estimator.estimate(sample),
  };
  if (!context.numpy) return [skipped("kde", "the same with numpy", "no Python with numpy found")];
  const request = { variance: VARIANCE, scale: 2 };
  return compare(task, new Peer(context.numpy, join(context.root, "bench/peers/kde.py")), context, [
    { name: "numpy, exp-sum and products", request: { ...request, method: "exp-sum" } },
    { name: "numpy, logsumexp per class", request: { ...request, method: "logsumexp" } },
  ]);
}

/** KSG, algorithm 1, against scikit-learn's neighbours. */
export async function ksgEstimate(context: Context): Promise<Row[]> {
  const neighbours = new Neighbours(await createEngine());
  const { x, y } = dependentVectors();
  const task: Task = {
    bench: "ksg",
    what: `KSG algorithm 1, k = ${K}, n = ${SAMPLES}, x of ${x.units} and y of ${y.units} dimensions`,
    bar: 1,
    run: () => ksgInformation(x, y, { algorithm: 1, k: K }, neighbours),
  };
  if (!context.sklearn) {
    return [skipped("ksg", "the same with scikit-learn", "no Python with sklearn found")];
  }
  return compare(
    task,
    new Peer(context.sklearn, join(context.root, "bench/peers/ksg.py")),
    context,
    [{ name: "scikit-learn neighbours", request: { k: K } }],
  );
}

async function compare(
  { bar, bench, run, what }: Task,
  peer: Peer,
  { options, say }: Context,
  methods: readonly Method[],
): Promise<Row[]> {
  const rounds = options.quick ? 3 : 7;
  say(`${bench}: ${rounds} rounds`);
  try {
    const found = run();
    const ask = ({ request }: Method, runs: number) => peer.ask<PeerAnswer>({ ...request, runs });
    for (const method of methods) assertAgreement(await ask(method, 1), found, method.name);
    const [ours, ...theirs] = await interleave(rounds, [
      () => timed(5, run),
      ...methods.map((method) => async () => median((await ask(method, 3)).milliseconds)),
    ]);
    return methods.map(({ name }, m) =>
      against(
        {
          bench,
          what,
          unit: UNIT,
          ours: median(ours),
          peer: { name, value: median(theirs[m]) },
          ratio: ratios(theirs[m], ours),
        },
        bar,
      ),
    );
  } finally {
    await peer.close();
  }
}

/** Median time of one run, in ms. */
function timed(runs: number, run: () => unknown): number {
  const times: number[] = [];
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    run();
    times.push(performance.now() - start);
  }
  return median(times);
}

function assertAgreement(theirs: PeerAnswer, ours: Partial<PeerAnswer>, what: string): void {
  for (const key of ["inputInformation", "labelInformation", "information"] as const) {
    const [their, our] = [theirs[key], ours[key]];
    if (their === undefined) continue;
    if (our === undefined || !(Math.abs(their - our) <= AGREEMENT)) {
      throw new Error(`${what}: the peer finds ${key} = ${their}, infoplane ${our}`);
    }
  }
}
