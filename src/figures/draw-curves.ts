import { firstOfTraining } from "../summary/epochs.js";
import { curveMarks, endLabels, levelLine, trueLabelsLine } from "./curve-marks.js";
import { linearEpochAxis, logEpochAxis } from "./epoch-axis.js";
import { panel } from "./panel.js";
import type { PanelMaker } from "./panel-grid.js";
import type { CurvePanel } from "./panels.js";
import { phaseMarks } from "./phase-marks.js";

/** Draws a panel of curves in a cell of a grid. */
export function drawCurves(document: Document, content: CurvePanel): PanelMaker {
  const { epochs, stages, levels, named, phase, title, y } = content;
  const last = epochs.at(-1) ?? 0;
  const from = firstOfTraining(stages);
  return (width, height) =>
    panel(document, {
      width,
      height,
      title,
      ...(phase ? { subtitle: phase.words } : {}),
      margin: phase ? { right: 40, left: 64 } : named ? { right: 40 } : {},
      x: content.scale === "log" ? logEpochAxis(last) : linearEpochAxis(last),
      y,
      marks: [
        ...levels.map((level) => levelLine(document, level)),
        from > 0 ? trueLabelsLine(document, epochs[from]) : null,
        ...curveMarks(content),
        phase ? phaseMarks(document, phase, y) : null,
        named ? endLabels(document, content) : null,
      ],
    });
}
