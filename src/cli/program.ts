import { Command } from "commander";
import { version } from "../node/version.js";
import { boundCommand } from "./bound.js";
import { citeCommand } from "./cite.js";
import { claimsCommand } from "./claims.js";
import { compareCommand } from "./compare.js";
import { dataCommand } from "./data.js";
import { estimateCommand } from "./estimate.js";
import { exportCommand } from "./export.js";
import { listCommand } from "./list.js";
import { reportCommand } from "./report.js";
import { resumeCommand } from "./resume.js";
import { runCommand } from "./run.js";
import { showCommand } from "./show.js";
import { studyCommand } from "./study.js";
import { summariseCommand } from "./summarise.js";
import { threeLayerCommand } from "./threelayer.js";

/**
 * The command line. Errors of usage are thrown (CommanderError), not printed; nothing in it ends
 * the process.
 */
export function createProgram(): Command {
  const program = new Command("infoplane")
    .description("Measures exactly how information flows through neural networks while they learn.")
    .version(version, "-V, --version", "print the version")
    .addHelpText(
      "after",
      `
Examples:
  infoplane list
  infoplane run syn-tanh-8bit --repetitions 2
  infoplane help run

Exit codes: 0 done, 1 failed, 2 bad input, 130 stopped with Ctrl-C.`,
    );
  for (const command of [
    ...[runCommand(), resumeCommand(), studyCommand(), listCommand()],
    ...[showCommand(), summariseCommand(), reportCommand(), compareCommand(), claimsCommand()],
    ...[
      exportCommand(),
      estimateCommand(),
      boundCommand(),
      threeLayerCommand(),
      citeCommand(),
      dataCommand(),
    ],
  ]) {
    program.addCommand(command);
  }
  throwErrors(program);
  return program;
}

function throwErrors(command: Command): void {
  command
    .exitOverride()
    .configureOutput({ outputError() {} })
    .showSuggestionAfterError();
  command.commands.forEach(throwErrors);
}
