/** A kernel of unit vectors that depends on their inner product r alone. */
export interface SphereKernel {
  name: string;
  at(r: number): number;
}
