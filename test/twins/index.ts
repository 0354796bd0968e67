import * as activations from "./activations.js";
import * as arccosine from "./arccosine.js";
import * as binary from "./binary.js";
import * as bins from "./bins.js";
import * as codes from "./codes.js";
import * as conv from "./conv.js";
import * as dense from "./dense.js";
import * as descent from "./descent.js";
import * as floatBins from "./float-bins.js";
import * as gates from "./gates.js";
import * as gaussian from "./gaussian.js";
import * as groups from "./groups.js";
import * as integer from "./integer.js";
import * as integerConv from "./integer-conv.js";
import * as integerCosines from "./integer-cosines.js";
import * as labels from "./labels.js";
import * as layout from "./layout.js";
import * as levels from "./levels.js";
import * as linear from "./linear.js";
import type { Twins } from "./memory.js";
import * as neighbours from "./neighbours.js";
import { gaussians } from "./normals.js";
import * as optimisers from "./optimisers.js";
import * as pool from "./pool.js";
import * as quantise from "./quantise.js";
import * as random from "./random.js";
import * as requantise from "./requantise.js";
import * as restore from "./restore.js";
import * as softmax from "./softmax.js";
import * as sparse from "./sparse.js";
import * as states from "./states.js";
import * as statistics from "./statistics.js";

/** The scalar twins of all kernels. */
export const twins: Twins = {
  ...activations,
  ...bins,
  ...arccosine,
  ...codes,
  ...floatBins,
  ...groups,
  ...integerCosines,
  ...conv,
  ...dense,
  ...gaussian,
  ...binary,
  ...descent,
  ...gates,
  gaussians,
  ...integer,
  ...integerConv,
  ...labels,
  ...layout,
  ...levels,
  ...neighbours,
  ...linear,
  ...optimisers,
  ...pool,
  ...quantise,
  ...random,
  ...requantise,
  ...restore,
  ...softmax,
  ...sparse,
  ...states,
  ...statistics,
};
