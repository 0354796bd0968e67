/** x x. The power operator's last bit differs between engines; a product's does not. */
export function square(x: number): number {
  return x * x;
}
