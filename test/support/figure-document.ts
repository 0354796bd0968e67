import { parseHTML } from "linkedom";

/** A document of the light DOM used in Node. */
export const figureDocument = (): Document => parseHTML("<html><body></body></html>").document;
