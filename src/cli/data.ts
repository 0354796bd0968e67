import { resolve } from "node:path";
import { Command } from "commander";
import { classCounts } from "../data/classes.js";
import { MNIST_FACTS } from "../data/mnist.js";
import { synDataset } from "../data/syn.js";
import { align, type Cell } from "../figures/align.js";
import { BadInput, Interrupted } from "../node/errors.js";
import { checkFolderOption } from "../node/folder-option.js";
import {
  fetchMnist,
  locateMnist,
  type MnistOptions,
  mnistCache,
  mnistProblems,
} from "../node/mnist.js";
import { downloadProgress, type Output } from "./download-progress.js";
import { listenForInterrupt } from "./interrupt.js";

/** Where the command writes, and where it looks for MNIST. */
export interface DataSurroundings {
  stdout: Output;
  stderr: Output;
  mnist: Pick<MnistOptions, "environment" | "mirrors" | "checksums">;
}

interface DatasetEntry {
  name: string;
  samples: number;
  features: number;
  classes: number;
  /** H(Y) in bits. */
  labelEntropy: number;
  /** Null when the data set is not on this machine. */
  found: { origin: string; directory: string | null } | null;
  problems: string[];
}

const EXAMPLES = `
Examples:
  infoplane data                       what there is and where
  infoplane data --data ~/mnist        check the files in a folder of yours
  infoplane data fetch mnist           download MNIST into the user's cache
  infoplane data fetch mnist --to .    download it here

MNIST is taken from --data, else from the folder in the variable INFOPLANE_DATA, else from the
user's cache (INFOPLANE_CACHE, or infoplane in XDG_CACHE_HOME or the platform's own place).`;

const FETCH_EXAMPLES = `
Examples:
  infoplane data fetch mnist
  infoplane data fetch mnist --to /data/mnist

What is there already and has the right checksum is kept. A download that was interrupted goes on
where it stopped when the command is given again.`;

/** The command `infoplane data`: lists the data sets, and fetches those that must be downloaded. */
export function dataCommand(
  { stdout, stderr, mnist }: DataSurroundings = {
    stdout: process.stdout,
    stderr: process.stderr,
    mnist: {},
  },
): Command {
  const command = new Command("data")
    .description("list the data sets, or fetch one")
    .option("--data <folder>", "look for MNIST in this folder")
    .option("--json", "print JSON")
    .enablePositionalOptions()
    .addHelpText("after", EXAMPLES)
    .action(async (options: { data?: string; json?: boolean }) => {
      checkFolderOption("--data", options.data);
      const entries = [synEntry(), await mnistEntry({ ...mnist, directory: options.data })];
      stdout.write(options.json ? `${JSON.stringify(entries, null, 2)}\n` : table(entries));
    });

  command
    .command("fetch")
    .description("download a data set")
    .argument("<name>", "mnist")
    .option("--to <folder>", "download into this folder (default: the user's cache)")
    .option("--json", "print JSON")
    .addHelpText("after", FETCH_EXAMPLES)
    .action(async (name: string, options: { to?: string; json?: boolean }) => {
      if (name !== "mnist") {
        throw new BadInput(
          name === "syn"
            ? "syn is part of the package and need not be fetched"
            : `there is no data set "${name}" to fetch; expected mnist`,
        );
      }
      checkFolderOption("--to", options.to);
      const directory = resolve(options.to ?? mnistCache(mnist.environment));
      try {
        await interruptible((signal) =>
          fetchMnist(directory, { ...mnist, signal, onProgress: downloadProgress(stderr) }),
        );
      } catch (error) {
        if (stderr.isTTY) stderr.write("\n");
        throw error;
      }
      stdout.write(
        options.json
          ? `${JSON.stringify({ name, directory })}\n`
          : `mnist is complete in ${directory}\n`,
      );
    });

  return command;
}

async function interruptible(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const { signal, dispose } = listenForInterrupt(
    () => {},
    () => {},
  );
  try {
    await work(signal);
  } catch (error) {
    if (!signal.aborted || error !== signal.reason) throw error;
    throw new Interrupted("stopped; the same command goes on with the download");
  } finally {
    dispose();
  }
}

function synEntry(): DatasetEntry {
  const syn = synDataset();
  return {
    name: syn.name,
    samples: syn.samples,
    features: syn.features,
    classes: syn.classes,
    labelEntropy: entropy([...classCounts(syn)]),
    found: { origin: "package", directory: null },
    problems: [],
  };
}

async function mnistEntry(options: MnistOptions): Promise<DatasetEntry> {
  const place = await locateMnist(options);
  const { classCounts: counts, ...facts } = MNIST_FACTS;
  return {
    name: "mnist",
    ...facts,
    labelEntropy: entropy(counts),
    found: place ? { origin: place.origin, directory: place.directory } : null,
    problems: place ? await mnistProblems(place, options.checksums) : [],
  };
}

function entropy(counts: readonly number[]): number {
  const n = counts.reduce((sum, count) => sum + count, 0);
  return counts.reduce((sum, count) => sum + (count / n) * Math.log2(n / count), 0);
}

function table(entries: DatasetEntry[]): string {
  const rows = [
    ["data set", "samples", "features", "classes", "H(Y) in bits", "found"],
    ...entries.map((entry) => [
      entry.name,
      String(entry.samples),
      String(entry.features),
      String(entry.classes),
      entry.labelEntropy.toFixed(5),
      whereabouts(entry),
    ]),
  ];
  const lines = align(
    rows.map((row) =>
      row.map((cell, column): Cell => [cell, column === 0 || column === 5 ? "left" : "right"]),
    ),
  );
  const problems = entries.flatMap((entry) => entry.problems);
  return `${[...lines, ...problems].join("\n")}\n`;
}

function whereabouts({ found, problems }: DatasetEntry): string {
  if (found === null) return "not yet: infoplane data fetch mnist";
  if (found.directory === null) return "in the package";
  return `${found.directory} (${found.origin})${problems.length > 0 ? ", damaged" : ""}`;
}
