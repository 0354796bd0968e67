const escapeText = (value: string) =>
  value.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

/** Escapes text for HTML or XML, inside quotes too. */
export const escapeMarkup = (value: string) => escapeText(value).replace(/"/g, "&quot;");

const NUMERIC = /^(d|transform|x|y|x1|x2|y1|y2|cx|cy|r|width|height|points|stroke-width)$/;

/**
 * Markup of a figure for a page: well-formed XML, coordinates to a hundredth of a pixel, colours as
 * CSS variables with the colours for white paper as fall-back, attributes by name. The same figure
 * gives the same bytes, whatever made its document.
 */
export function inlineMarkup(node: Element): string {
  const attributes = Array.from(node.attributes)
    .filter(({ name, value }) => !omitted(name, value))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, value }) => {
      return ` ${name}="${escapeMarkup(NUMERIC.test(name) ? rounded(value) : value)}"`;
    });
  const children = Array.from(node.childNodes).map((child) =>
    child.nodeType === 1 ? inlineMarkup(child as Element) : escapeText(child.textContent ?? ""),
  );
  const open = `<${node.localName}${attributes.join("")}`;
  return children.length ? `${open}>${children.join("")}</${node.localName}>` : `${open}/>`;
}

/** Contents of a stand-alone SVG file: dark ink on white paper, without CSS variables. */
export function standaloneMarkup(figure: SVGSVGElement): string {
  const body = inlineMarkup(figure).replace(/var\(--[a-z0-9-]+,([^()]+)\)/g, "$1");
  const [width, height] = figure.getAttribute("viewBox")!.split(" ").slice(2);
  const start = body.indexOf(">") + 1;
  const head = body.slice(0, start - 1);
  return `${head.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"')} color="#1b1b1b"><rect width="${width}" height="${height}" fill="#ffffff"/>${body.slice(start)}\n`;
}

const omitted = (name: string, value: string) =>
  name === "xmlns" || name === "aria-hidden" || (name === "class" && value === "");

function rounded(value: string): string {
  return value.replace(/-?\d*\.\d{3,}(?:e-?\d+)?|-?\d+e-\d+/g, (number) =>
    String(Number(Number(number).toFixed(2)) + 0),
  );
}
