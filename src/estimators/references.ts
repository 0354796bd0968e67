/** A publication; `infoplane cite` prints those that a run rests on. */
export interface Reference {
  authors: string;
  year: number;
  title: string;
  venue: string;
  url: string;
}

/** Publications by key. */
export const references: Readonly<Record<string, Reference>> = {
  lorenzen2022: {
    authors: "Stephan Sloth Lorenzen, Christian Igel, Mads Nielsen",
    year: 2022,
    title: "Information Bottleneck: Exact Analysis of (Quantized) Neural Networks",
    venue: "ICLR 2022",
    url: "https://arxiv.org/abs/2106.12912",
  },
};
