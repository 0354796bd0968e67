import type { ClaimPlot, ClaimPoint, ClaimTable } from "./claim.js";

/** A network with what is known of each of its layers. */
export interface Layered<One> {
  name: string;
  hidden: readonly One[];
  output: One;
}

/** A row for each network, a column for each layer: the output first, as it is in all of them. */
export function layerTable<One>(
  title: string,
  networks: readonly Layered<One>[],
  words: (one: One) => string,
): ClaimTable {
  const depth = depthOf(networks);
  return {
    title,
    columns: ["network", "output", ...hiddenNames(depth)],
    rows: networks.map(({ hidden, name, output }) => [
      name,
      words(output),
      ...Array.from({ length: depth }, (_, l) => (hidden[l] ? words(hidden[l]) : "-")),
    ]),
  };
}

/** The networks side by side, the layers of each from the first to the output; none without networks. */
export function layerPlots<One>(
  { title, y }: Pick<ClaimPlot, "title" | "y">,
  networks: readonly Layered<One>[],
  point: (one: One, x: number) => ClaimPoint,
): ClaimPlot[] {
  if (networks.length === 0) return [];
  const depth = depthOf(networks);
  const place = (network: number, layer: number) =>
    network + (0.72 * (layer - depth / 2)) / Math.max(1, depth);
  const hidden = hiddenNames(depth).map((name, l) => ({
    name,
    points: networks.flatMap((network, i) =>
      network.hidden[l] ? [point(network.hidden[l], place(i, l))] : [],
    ),
  }));
  const points = networks.map(({ output }, i) => point(output, place(i, depth)));
  return [
    {
      ...{ title, y, x: { label: "", names: networks.map(({ name }) => name) } },
      series: [...hidden, { name: "output", points }],
    },
  ];
}

const depthOf = (networks: readonly Layered<unknown>[]) =>
  Math.max(0, ...networks.map(({ hidden }) => hidden.length));

const hiddenNames = (depth: number) => Array.from({ length: depth }, (_, l) => `T${l + 1}`);
