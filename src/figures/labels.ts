/** A label to be placed near a point; all in pixels. */
export interface Anchor {
  x: number;
  y: number;
  text: string;
}

export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Where the middle of the label is, and whether it needs a line to its point. */
export interface PlacedLabel extends Anchor {
  atX: number;
  atY: number;
  leader: boolean;
}

const DISTANCES = [13, 19, 26, 34, 44, 56, 70];
const DIRECTIONS = 24;

/**
 * Puts each label beside its point, inside the frame, off the other labels and off as many obstacles
 * (drawn dots) as possible: the first label gets the best place, each later one the best that is left.
 */
export function placeLabels(
  anchors: Anchor[],
  obstacles: { x: number; y: number }[],
  frame: Box,
  fontSize: number,
): PlacedLabel[] {
  const placed: (PlacedLabel & { box: Box })[] = [];
  for (const anchor of anchors) {
    const halfWidth = (anchor.text.length * 0.58 * fontSize) / 2 + 2;
    const halfHeight = fontSize * 0.58;
    let best: (PlacedLabel & { box: Box }) | null = null;
    let least = Number.POSITIVE_INFINITY;
    for (const distance of DISTANCES) {
      for (let direction = 0; direction < DIRECTIONS; direction++) {
        const angle = (2 * Math.PI * direction) / DIRECTIONS;
        const atX = anchor.x + Math.cos(angle) * (distance + halfWidth - fontSize * 0.5);
        const atY = anchor.y - Math.sin(angle) * distance;
        const box = {
          left: atX - halfWidth,
          right: atX + halfWidth,
          top: atY - halfHeight,
          bottom: atY + halfHeight,
        };
        if (!within(box, frame)) continue;
        const cost =
          distance * 0.25 +
          30 * anchors.filter((other) => holds(box, other, 5)).length +
          2 * obstacles.filter((other) => holds(box, other, 2)).length +
          1000 * placed.filter((other) => overlap(box, other.box)).length +
          25 * anchors.filter((other) => gap(box, other) < gap(box, anchor)).length;
        if (cost < least) {
          least = cost;
          best = { ...anchor, atX, atY, leader: distance > 19, box };
        }
      }
    }
    if (best) placed.push(best);
  }
  return placed.map(({ box: _box, ...label }) => label);
}

/**
 * Vertical positions for labels in a column: as near to the wanted ones as can be, `gap` apart,
 * between `top` and `bottom`. Positions come back in the order given.
 */
export function spread(wanted: number[], gap: number, top: number, bottom: number): number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => wanted[a] - wanted[b] || a - b);
  const placed = order.map((index) => Math.min(bottom, Math.max(top, wanted[index])));
  for (let i = 1; i < placed.length; i++) placed[i] = Math.max(placed[i], placed[i - 1] + gap);
  if (placed.length) placed[placed.length - 1] = Math.min(placed[placed.length - 1], bottom);
  for (let i = placed.length - 2; i >= 0; i--) placed[i] = Math.min(placed[i], placed[i + 1] - gap);
  const result: number[] = [];
  order.forEach((index, place) => {
    result[index] = placed[place];
  });
  return result;
}

/** Distance from a point to a box. */
const gap = (box: Box, point: { x: number; y: number }) =>
  Math.hypot(
    Math.max(box.left - point.x, 0, point.x - box.right),
    Math.max(box.top - point.y, 0, point.y - box.bottom),
  );

const within = (box: Box, frame: Box) =>
  box.left >= frame.left &&
  box.right <= frame.right &&
  box.top >= frame.top &&
  box.bottom <= frame.bottom;

const overlap = (a: Box, b: Box) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const holds = (box: Box, point: { x: number; y: number }, room: number) =>
  point.x > box.left - room &&
  point.x < box.right + room &&
  point.y > box.top - room &&
  point.y < box.bottom + room;
