import type { Dataset } from "./dataset.js";

const BITS = 12;
const SAMPLES = 2 ** BITS;

/** One bit per sample, the first sample in the highest bit; printed by scripts/make-syn-labels.mjs. */
const LABELS = `
  0000000000000003000000030001173f000000010001051f0000011705175f7f
  0000000300000017000001330013177f000000030007073f0000013f15177f7f
  000000030000010f000000170007177f0001000f050f0f7f0007073f175f7fff
  0003003f0007033f0013033f003f3fff001f073f077f0fff003f073f5f7f7fff
  0000000000000007000000130101177f000000070505175f00001517555f7f7f
  000000130000003f001311331113777f0017003f155f5f7f1517153f555f7f7f
  000000070007050f0000003f05075f7f051f077f5f5f5fff155f5f7f5f5fffff
  013f037f057f0fff117f33ff557f7fff5fff7fff7fffffff7fff7fffffffffff
  0000000100000117000111371117777f000000030105171f0111173757577fff
  000100330013133f1133337f17777fff001300331517173f1133777f77777fff
  000000030000013f0013133f15177f7f0007000f050f5f7f1517173f5f5f7fff
  0037133f003f133f137f33ff777f7fff177f17ff5f7f5fff777f77ff7f7f7fff
  00000013000015171111177755777f7f0115151755555f5f555577777f7fffff
  1137137f1577777f777777ff7777ffff577f777f7f7f7f7f77ff77ffffffffff
  0017003f1517153f1577777f55777f7f577f5f7f5fff5fff7f7f7f7fffffffff
  77ff7fff7fff7fff7fffffffffffffffffffffffffffffffffffffffffffffff
`.replace(/\s/g, "");

/**
 * SYN: all 4096 twelve-bit inputs with deterministic binary labels, H(Y) = 0.99916 bits.
 *
 * Row i is the number i in binary, most significant bit first, as in the original file.
 * Source: `var_u.mat` of the code of Shwartz-Ziv & Tishby, arXiv 1703.00810 (2017).
 */
export function synDataset(): Dataset {
  const inputs = new Uint8Array(SAMPLES * BITS);
  const labels = new Uint8Array(SAMPLES);
  for (let row = 0; row < SAMPLES; row++) {
    for (let bit = 0; bit < BITS; bit++) inputs[row * BITS + bit] = (row >> (BITS - 1 - bit)) & 1;
    labels[row] = (Number.parseInt(LABELS[row >> 2], 16) >> (3 - (row & 3))) & 1;
  }
  return {
    name: "syn",
    inputs,
    divisor: 1,
    labels,
    samples: SAMPLES,
    features: BITS,
    classes: 2,
    population: true,
  };
}
