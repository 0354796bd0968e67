/*
 * The kernels as TypeScript sees them: plain functions over byte offsets into one linear memory.
 * What each computes, and its shapes, is said in kernels/.
 */

type Offset = number;

export interface Kernels {
  affine(
    w: Offset,
    unitStride: number,
    inputStride: number,
    bias: Offset,
    x: Offset,
    out: Offset,
    units: number,
    inputs: number,
    lanes: number,
  ): void;
  weightGradient(
    delta: Offset,
    x: Offset,
    dw: Offset,
    unitStride: number,
    inputStride: number,
    units: number,
    inputs: number,
    lanes: number,
  ): void;
  binaryProduct(
    codes: Offset,
    outputStride: number,
    groupStride: number,
    low: number,
    factors: Offset,
    x: Offset,
    scales: Offset,
    out: Offset,
    outputs: number,
    groups: number,
    lanes: number,
    table: Offset,
  ): void;
  gates(u: Offset, alongLanes: Offset, alongUnits: Offset, units: number, lanes: number): void;
  rowSums(delta: Offset, out: Offset, units: number, lanes: number): void;
  conv(
    w: Offset,
    stride: number,
    bias: Offset,
    x: Offset,
    out: Offset,
    places: Offset,
    occupied: Offset,
    channels: number,
    inputChannels: number,
    height: number,
    width: number,
    kernelHeight: number,
    kernelWidth: number,
    lanes: number,
  ): void;
  convWeightGradient(
    delta: Offset,
    x: Offset,
    dw: Offset,
    stride: number,
    sums: Offset,
    channels: number,
    inputChannels: number,
    height: number,
    width: number,
    kernelHeight: number,
    kernelWidth: number,
    lanes: number,
  ): void;
  convInputGradient(
    w: Offset,
    stride: number,
    delta: Offset,
    out: Offset,
    places: Offset,
    channels: number,
    inputChannels: number,
    height: number,
    width: number,
    kernelHeight: number,
    kernelWidth: number,
    lanes: number,
  ): void;
  maxPool(
    x: Offset,
    out: Offset,
    channels: number,
    height: number,
    width: number,
    poolHeight: number,
    poolWidth: number,
    lanes: number,
  ): void;
  maxPoolGradient(
    delta: Offset,
    x: Offset,
    out: Offset,
    channels: number,
    height: number,
    width: number,
    poolHeight: number,
    poolWidth: number,
    lanes: number,
  ): void;
  maxPoolGradientOnGrid(
    delta: Offset,
    x: Offset,
    out: Offset,
    channels: number,
    height: number,
    width: number,
    poolHeight: number,
    poolWidth: number,
    lanes: number,
    inverse: number,
    lowest: number,
    highest: number,
  ): void;
  maxPoolReluGradient(
    delta: Offset,
    x: Offset,
    out: Offset,
    channels: number,
    height: number,
    width: number,
    poolHeight: number,
    poolWidth: number,
    lanes: number,
    inverse: number,
    lowest: number,
    highest: number,
    high: number,
  ): void;
  sparseAffine(
    starts: Offset,
    entries: Offset,
    levels: Offset,
    samples: Offset,
    w: Offset,
    bias: Offset,
    out: Offset,
    unitStride: number,
    lanes: number,
  ): void;
  sparseWeightGradient(
    starts: Offset,
    entries: Offset,
    levels: Offset,
    samples: Offset,
    delta: Offset,
    dw: Offset,
    inputs: number,
    unitStride: number,
    lanes: number,
  ): void;
  integerAffine(
    w: Offset,
    unitStride: number,
    bias: Offset,
    x: Offset,
    out: Offset,
    units: number,
    inputs: number,
    lanes: number,
  ): void;
  integerAffinePairs(
    w: Offset,
    unitStride: number,
    bias: Offset,
    x: Offset,
    out: Offset,
    units: number,
    inputs: number,
    lanes: number,
  ): void;
  integerConv(
    w: Offset,
    stride: number,
    bias: Offset,
    x: Offset,
    out: Offset,
    pairs: Offset,
    channels: number,
    inputChannels: number,
    height: number,
    width: number,
    kernelHeight: number,
    kernelWidth: number,
    lanes: number,
  ): void;
  maxPoolLevels(
    x: Offset,
    out: Offset,
    channels: number,
    height: number,
    width: number,
    poolHeight: number,
    poolWidth: number,
    lanes: number,
  ): void;
  sparseIntegerAffine(
    starts: Offset,
    entries: Offset,
    zeroPoint: number,
    samples: Offset,
    w: Offset,
    bias: Offset,
    out: Offset,
    unitStride: number,
    lanes: number,
  ): void;
  sparseIntegerAffineWide(
    starts: Offset,
    entries: Offset,
    samples: Offset,
    w: Offset,
    bias: Offset,
    out: Offset,
    unitStride: number,
    lanes: number,
  ): void;
  requantise(
    acc: Offset,
    out: Offset,
    count: number,
    multiplier: number,
    shift: number,
    lowest: number,
    highest: number,
  ): void;
  lookUp(
    acc: Offset,
    out: Offset,
    count: number,
    multiplier: number,
    shift: number,
    table: Offset,
    entries: number,
  ): void;
  countLevelEnds(
    acc: Offset,
    levels: Offset,
    units: number,
    lanes: number,
    count: number,
    weights: Offset,
    multiplier: number,
    shift: number,
    least: number,
    most: number,
    lowest: number,
    highest: number,
    out: Offset,
  ): void;
  tanhTable(
    table: Offset,
    entries: number,
    step: number,
    inverse: number,
    lowest: number,
    highest: number,
  ): void;
  weightPairs(
    w: Offset,
    out: Offset,
    inputs: number,
    unitStride: number,
    inverse: number,
    lowest: number,
    highest: number,
  ): void;
  quantiseBiases(b: Offset, out: Offset, count: number, scale: number, most: number): void;
  levels(
    x: Offset,
    out: Offset,
    count: number,
    inverse: number,
    lowest: number,
    highest: number,
  ): void;
  dequantiseLevels(levels: Offset, out: Offset, count: number, scale: number): void;
  dequantiseAccumulators(acc: Offset, out: Offset, count: number, scale: number): void;
  accumulatorRange(acc: Offset, count: number, out: Offset): void;
  encodeLevels8(
    levels: Offset,
    out: Offset,
    units: number,
    lanes: number,
    count: number,
    stride: number,
    lowest: number,
  ): void;
  encodeLevels16(
    levels: Offset,
    out: Offset,
    units: number,
    lanes: number,
    count: number,
    stride: number,
    lowest: number,
  ): void;
  takeBatch(
    order: Offset,
    labelOf: Offset,
    samples: Offset,
    labels: Offset,
    count: number,
    lanes: number,
  ): void;
  gather(inputs: Offset, features: number, samples: Offset, out: Offset, lanes: number): void;
  gatherBytes(
    codes: Offset,
    features: number,
    samples: Offset,
    out: Offset,
    occupied: Offset,
    lanes: number,
    zeroPoint: number,
    scale: number,
    divisor: number,
  ): void;
  gatherLevels(
    codes: Offset,
    features: number,
    samples: Offset,
    out: Offset,
    lanes: number,
    zeroPoint: number,
  ): void;
  transpose(
    source: Offset,
    sourceStride: number,
    out: Offset,
    outStride: number,
    rows: number,
    columns: number,
  ): void;
  tanh(x: Offset, count: number): void;
  relu(x: Offset, count: number): void;
  tanhGradient(delta: Offset, y: Offset, count: number, low: number, high: number): void;
  reluGradient(delta: Offset, y: Offset, count: number, low: number, high: number): void;
  straightThrough(delta: Offset, y: Offset, count: number, low: number, high: number): void;
  range(x: Offset, count: number, out: Offset): void;
  allFinite(x: Offset, count: number): number;
  fakeQuantise(
    x: Offset,
    out: Offset,
    count: number,
    scale: number,
    inverse: number,
    lowest: number,
    highest: number,
  ): void;
  encode8(
    x: Offset,
    out: Offset,
    units: number,
    lanes: number,
    count: number,
    stride: number,
    inverse: number,
    lowest: number,
    highest: number,
  ): void;
  encode16(
    x: Offset,
    out: Offset,
    units: number,
    lanes: number,
    count: number,
    stride: number,
    inverse: number,
    lowest: number,
    highest: number,
  ): void;
  encodeFloat(
    x: Offset,
    out: Offset,
    units: number,
    lanes: number,
    count: number,
    stride: number,
  ): void;
  encodeBins(
    x: Offset,
    out: Offset,
    units: number,
    lanes: number,
    count: number,
    stride: number,
    bins: number,
  ): void;
  extremes(x: Offset, count: number, period: number, low: Offset, high: Offset): void;
  countOutside(x: Offset, count: number, low: number, high: number): number;
  uniformBins(
    x: Offset,
    out: Offset,
    count: number,
    period: number,
    low: Offset,
    scale: Offset,
    bins: number,
    factor: Offset,
    offset: Offset,
    near: number,
  ): void;
  equalMassBins(
    x: Offset,
    out: Offset,
    n: number,
    columns: number,
    bins: number,
    scratch: Offset,
  ): number;
  widthBins(
    x: Offset,
    out: Offset,
    count: number,
    width: number,
    first: number,
    bytes: number,
  ): void;
  padRows(source: Offset, out: Offset, rows: number, bytes: number): void;
  countCodes(
    rows: Offset,
    stride: number,
    width: number,
    picks: Offset,
    n: number,
    units: number,
    counts: Offset,
    levels: number,
    out: Offset,
  ): void;
  spreadLabels(
    labels: Offset,
    step: number,
    units: number,
    levels: number,
    from: number,
    to: number,
    bits: number,
    table: Offset,
    lane: number,
  ): void;
  packLabels(
    rows: Offset,
    stride: number,
    width: number,
    picks: Offset,
    n: number,
    units: number,
    levels: number,
    table: Offset,
    out: Offset,
  ): void;
  softmax(
    logits: Offset,
    probabilities: Offset,
    normaliser: Offset,
    classes: number,
    lanes: number,
  ): void;
  crossEntropyGradient(
    probabilities: Offset,
    labels: Offset,
    classes: number,
    lanes: number,
    count: number,
  ): void;
  labelLosses(
    logits: Offset,
    normaliser: Offset,
    losses: Offset,
    winners: Offset,
    classes: number,
    lanes: number,
    count: number,
  ): void;
  score(
    rowOf: Offset,
    labels: Offset,
    parts: Offset,
    samples: number,
    rowLosses: Offset,
    winners: Offset,
    classes: number,
    losses: Offset,
    hits: Offset,
  ): void;
  restoreValues(
    rows: Offset,
    stride: number,
    width: number,
    picks: Offset,
    out: Offset,
    units: number,
    lanes: number,
    scale: number,
    lowest: number,
  ): void;
  restoreLevels(
    rows: Offset,
    stride: number,
    width: number,
    picks: Offset,
    out: Offset,
    units: number,
    lanes: number,
    lowest: number,
  ): void;
  restoreFloats(
    rows: Offset,
    stride: number,
    picks: Offset,
    out: Offset,
    units: number,
    lanes: number,
  ): void;
  adam(
    w: Offset,
    gradient: Offset,
    m: Offset,
    v: Offset,
    count: number,
    rate: number,
    beta1: number,
    beta2: number,
    epsilon: number,
  ): void;
  sgd(
    w: Offset,
    gradient: Offset,
    velocity: Offset,
    count: number,
    rate: number,
    momentum: number,
  ): void;
  perturb(
    start: Offset,
    trained: Offset,
    out: Offset,
    count: number,
    key0: number,
    key1: number,
    scale: number,
  ): void;
  noisyDescent(
    w: Offset,
    gradient: Offset,
    count: number,
    rate: number,
    decay: number,
    key0: number,
    key1: number,
    noise: number,
    scratch: Offset,
  ): void;
  rescale(x: Offset, count: number, factor: number): void;
  gaussians(out: Offset, count: number, key0: number, key1: number, scale: number): void;
  shuffle(items: Offset, n: number, key0: number, key1: number, scratch: Offset): void;
  countStates(
    rows: Offset,
    n: number,
    words: number,
    labels: Offset,
    classes: number,
    table: Offset,
    slots: number,
    ids: Offset,
    firsts: Offset,
    counts: Offset,
    joint: Offset,
    hashes: Offset,
    hashMask: bigint,
  ): number;
  countWords(
    rows: Offset,
    stride: number,
    mask: bigint,
    n: number,
    labels: Offset,
    classes: number,
    table: Offset,
    slots: number,
    ids: Offset,
    firsts: Offset,
    counts: Offset,
    joint: Offset,
    hashMask: bigint,
  ): number;
  groupRows(
    rows: Offset,
    words: number,
    n: number,
    weights: Offset,
    classes: number,
    owners: Offset,
    slots: number,
    left: Offset,
    counts: Offset,
    joint: Offset,
    hashMask: bigint,
  ): void;
  mergeWords(
    rows: Offset,
    stride: number,
    mask: bigint,
    n: number,
    jointWeights: Offset,
    classes: number,
    table: Offset,
    slots: number,
    ids: Offset,
    firsts: Offset,
    counts: Offset,
    joint: Offset,
    hashMask: bigint,
  ): number;
  mergeStates(
    rows: Offset,
    n: number,
    words: number,
    weights: Offset,
    jointWeights: Offset,
    classes: number,
    table: Offset,
    slots: number,
    ids: Offset,
    firsts: Offset,
    counts: Offset,
    joint: Offset,
    hashes: Offset,
    hashMask: bigint,
  ): number;
  sumCLogC(
    counts: Offset,
    joint: Offset,
    states: number,
    classes: number,
    cLogC: Offset,
    histogram: Offset,
    jointHistogram: Offset,
    out: Offset,
  ): void;
  selectParts(
    joint: Offset,
    states: number,
    parts: number,
    classes: number,
    mask: number,
    selected: Offset,
    counts: Offset,
  ): void;
  accumulate(x: Offset, mean: Offset, squares: Offset, count: number, share: number): void;
  sum(x: Offset, count: number): number;
  sumOfSquares(x: Offset, count: number): number;
  countEnds(
    x: Offset,
    units: number,
    lanes: number,
    count: number,
    weights: Offset,
    inverse: number,
    lowest: number,
    highest: number,
    out: Offset,
  ): void;
  gaussianSumsWithin(
    points: Offset,
    units: number,
    from: number,
    to: number,
    factor: number,
    sums: Offset,
    tile: Offset,
  ): void;
  gaussianSumsBetween(
    points: Offset,
    units: number,
    from: number,
    to: number,
    end: number,
    factor: number,
    sums: Offset,
    tile: Offset,
  ): void;
  nearestDistances(
    points: Offset,
    units: number,
    blocks: number,
    axis: number,
    length: number,
    lists: Offset,
    tile: Offset,
  ): void;
  countWithin(
    points: Offset,
    units: number,
    blocks: number,
    axis: number,
    radii: Offset,
    counts: Offset,
    tile: Offset,
  ): void;
  extentsWithin(
    points: Offset,
    units: number,
    split: number,
    blocks: number,
    axis: number,
    radii: Offset,
    extents: Offset,
    tiles: Offset,
  ): void;
  products(
    a: Offset,
    aStride: number,
    b: Offset,
    bStride: number,
    c: Offset,
    cStride: number,
    rows: number,
    columns: number,
    depth: number,
    mode: number,
    lower: number,
  ): void;
  cholesky(a: Offset, n: number, stride: number): number;
  solveLower(l: Offset, n: number, stride: number, x: Offset): void;
  solveUpper(l: Offset, n: number, stride: number, x: Offset): void;
  mirror(a: Offset, n: number, stride: number): void;
  arcCosineKernels(
    r: Offset,
    count: number,
    step: Offset,
    relu: Offset,
    tangent: Offset,
    gate: Offset,
    second: Offset,
    first: Offset,
    three: Offset,
    scratch: Offset,
  ): void;
}
