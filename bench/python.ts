import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";

/** A Python interpreter that has the modules asked for. */
export interface Python {
  command: string;
  python: string;
  modules: Record<string, string>;
  /** File names of the BLAS libraries in use, as far as they can be told (Linux). */
  blas: string[];
}

/** The variable that names the Python interpreter for the peers. */
export const PYTHON_VARIABLE = "INFOPLANE_PYTHON";

/** The peers get one thread, as infoplane does. */
const ONE_THREAD = {
  OMP_NUM_THREADS: "1",
  OPENBLAS_NUM_THREADS: "1",
  MKL_NUM_THREADS: "1",
  PYTHONDONTWRITEBYTECODE: "1",
};

/** The first interpreter with these modules; `peers` is the folder of probe.py. */
export function findPython(peers: string, modules: readonly string[]): Python | undefined {
  const named = process.env[PYTHON_VARIABLE];
  for (const command of named ? [named] : ["python3", "/usr/bin/python3", "python"]) {
    try {
      const probe = execFileSync(command, [join(peers, "probe.py"), ...modules], {
        encoding: "utf8",
        env: { ...process.env, ...ONE_THREAD },
        stdio: ["ignore", "pipe", "ignore"],
      });
      return { command, ...JSON.parse(probe) };
    } catch {}
  }
  return undefined;
}

/** True when matrices are multiplied by the plain Fortran BLAS, which no serious user would keep. */
export function hasReferenceBlas({ blas }: Python): boolean {
  return (
    blas.some((name) => name.startsWith("libblas.")) &&
    !blas.some((name) => /openblas|mkl|blis|atlas/.test(name))
  );
}

/** A Python script that answers JSON requests line by line, and waits in between. */
export class Peer {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly answers: AsyncIterator<string>;
  private readonly ended: Promise<string>;
  private errors = "";

  constructor(python: Python, script: string) {
    this.child = spawn(python.command, [script], {
      cwd: dirname(script),
      env: { ...process.env, ...ONE_THREAD },
    });
    this.child.stderr.setEncoding("utf8").on("data", (text) => {
      this.errors += text;
    });
    this.child.stdin.on("error", () => {});
    this.answers = createInterface(this.child.stdout)[Symbol.asyncIterator]();
    this.ended = new Promise((resolve) => {
      this.child.on("error", (error) => resolve(error.message));
      this.child.on("close", () => resolve(this.errors));
    });
  }

  async ask<Answer>(request: object): Promise<Answer> {
    this.child.stdin.write(`${JSON.stringify(request)}\n`);
    const { done, value } = await this.answers.next();
    if (done) throw new Error(`the peer failed: ${(await this.ended).trim()}`);
    return JSON.parse(value) as Answer;
  }

  async close(): Promise<void> {
    this.child.stdin.end();
    await this.ended;
  }
}
