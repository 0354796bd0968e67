import * as activations from "./activations.js";
import * as arccosine from "./arccosine.js";
import * as conv from "./conv.js";
import * as dense from "./dense.js";
import * as integer from "./integer.js";
import * as integerConv from "./integer-conv.js";
import * as layout from "./layout.js";
import * as levels from "./levels.js";
import * as linear from "./linear.js";
import type { Twins } from "./memory.js";
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
  ...arccosine,
  ...conv,
  ...dense,
  ...integer,
  ...integerConv,
  ...layout,
  ...levels,
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
