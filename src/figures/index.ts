export { informationCurves } from "./information-curves.js";
export { informationPlane } from "./information-plane.js";
export { formatLayerTable } from "./layer-table-text.js";
export { outputLayer } from "./output-layer.js";
export { reportPage } from "./page.js";
export { repetitionGrid } from "./repetition-grid.js";
export { inlineMarkup, standaloneMarkup } from "./serialise.js";
export type { FigureOptions } from "./svg.js";
export { trainingCurves } from "./training-curves.js";
