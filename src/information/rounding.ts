/** Bits by which rounding may lead a value over its bound. */
export const ROUNDING = 1e-9;
