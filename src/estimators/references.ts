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
  kolchinsky2017: {
    authors: "Artemy Kolchinsky, Brendan D. Tracey",
    year: 2017,
    title: "Estimating Mixture Entropy with Pairwise Distances",
    venue: "Entropy 19(7): 361",
    url: "https://doi.org/10.3390/e19070361",
  },
  saxe2018: {
    authors:
      "Andrew M. Saxe, Yamini Bansal, Joel Dapello, Madhu Advani, Artemy Kolchinsky, Brendan D. Tracey, David D. Cox",
    year: 2018,
    title: "On the Information Bottleneck Theory of Deep Learning",
    venue: "ICLR 2018",
    url: "https://openreview.net/forum?id=ry_WPG-A-",
  },
  kraskov2004: {
    authors: "Alexander Kraskov, Harald Stögbauer, Peter Grassberger",
    year: 2004,
    title: "Estimating mutual information",
    venue: "Physical Review E 69: 066138",
    url: "https://arxiv.org/abs/cond-mat/0305641",
  },
  ross2014: {
    authors: "Brian C. Ross",
    year: 2014,
    title: "Mutual Information between Discrete and Continuous Data Sets",
    venue: "PLoS ONE 9(2): e87357",
    url: "https://doi.org/10.1371/journal.pone.0087357",
  },
  gao2017: {
    authors: "Weihao Gao, Sreeram Kannan, Sewoong Oh, Pramod Viswanath",
    year: 2017,
    title: "Estimating Mutual Information for Discrete-Continuous Mixtures",
    venue: "NeurIPS 2017",
    url: "https://arxiv.org/abs/1709.06212",
  },
};
