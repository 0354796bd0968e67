import type { Stage } from "../experiment/records.js";
import type { Phase } from "../phases/phase.js";
import type { Curve } from "../summary/curve.js";
import type { Axis } from "./axis.js";
import type { Shape } from "./theme.js";
import type { Region, Trajectory } from "./trajectory.js";

/*
 * What a figure shows, apart from how it is drawn: SVG, CSV and TeX are all made from these panels.
 * Panels of one figure that have the same name show the same data on other axes.
 */

/** What the band round a mean stands for; see curve-points.ts. */
export type Band = "deviation" | "confidence" | "none";

/** A curve with the way it is drawn. */
export interface DrawnCurve {
  name: string;
  curve: Curve;
  colour: string;
  band: Band;
  /** Multiplies the values, 100 for per cent. */
  factor?: number;
  width?: number;
  dash?: string;
}

/** A phase marked in a panel of curves. */
export interface PhaseMark {
  phase: Phase;
  layer: string;
  /** Where the bracket stands: the mean at the start, for fitting, or at the end; bits. */
  foot: number;
  /** The phase in words, below the title. */
  words: string;
  colour: string;
}

/** Curves against epoch. */
export interface CurvePanel {
  kind: "curves";
  name: string;
  title: string;
  epochs: Int32Array;
  stages: Stage[];
  scale: "log" | "linear";
  y: Axis;
  curves: DrawnCurve[];
  /** Dashed horizontal lines. */
  levels: { value: number; name: string }[];
  /** Whether the names of the curves stand at their ends. */
  named: boolean;
  phase?: PhaseMark;
}

/** Layers in a part of the information plane. */
export interface PlanePanel {
  kind: "plane";
  name: string;
  title: string;
  trajectories: Trajectory[];
  region: Region;
  /** Drawn as a dashed rectangle. */
  crowd: Region | null;
  /** log2 of the number of inputs, and H(Y), bits. */
  ceiling: number;
  labelCeiling: number;
  /** Last epoch of the colour scale, counted from the first on true labels. */
  last: number;
}

/** One state of a layer of two units. */
export interface ScatterDot {
  first: number;
  second: number;
  /** Inputs in this state. */
  count: number;
  /** The label of most of them (of equals the lowest), and the share that has it, 0..1. */
  label: number;
  share: number;
}

/** States of a layer of two units at one epoch. */
export interface ScatterPanel {
  kind: "scatter";
  name: string;
  title: string;
  epoch: number;
  layer: string;
  /** Distinct states there are, and inputs in all of them. */
  states: number;
  inputs: number;
  /** The states drawn, the most frequent first. */
  dots: ScatterDot[];
  /** Labels there are in the figure, ascending. */
  labels: number[];
  /** Inputs of the most frequent state in the figure. */
  largest: number;
  region: Region;
}

/** A point with the ends of its interval; both y where there is none. */
export interface XYPoint {
  x: number;
  y: number;
  low: number;
  high: number;
  /** Drawn as a ring. */
  hollow?: boolean;
}

/** Points joined by a line, or dots alone. */
export interface XYSeries {
  name: string;
  colour: string;
  points: XYPoint[];
  /** What the interval is, in words; empty for none. */
  interval: string;
  line: boolean;
  dash?: string;
  /** Shape of the dots; a small circle by default. */
  symbol?: Shape;
}

/** Series against a quantity other than the epoch. */
export interface XYPanel {
  kind: "xy";
  name: string;
  title: string;
  x: Axis;
  y: Axis;
  series: XYSeries[];
  /** Dashed horizontal lines. */
  levels: { value: number; name: string; colour?: string }[];
}

export type Panel = CurvePanel | PlanePanel | ScatterPanel | XYPanel;
