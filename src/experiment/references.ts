/** A publication; `infoplane cite` prints those that a run rests on. */
export interface Reference {
  authors: string;
  year: number;
  title: string;
  venue: string;
  /** Left out for what is not on the web. */
  url?: string;
}

/** Publications by key. */
export const references: Readonly<Record<string, Reference>> = {
  tishby2015: {
    authors: "Naftali Tishby, Noga Zaslavsky",
    year: 2015,
    title: "Deep Learning and the Information Bottleneck Principle",
    venue: "IEEE Information Theory Workshop 2015",
    url: "https://arxiv.org/abs/1503.02406",
  },
  lecun1998: {
    authors: "Yann LeCun, Léon Bottou, Yoshua Bengio, Patrick Haffner",
    year: 1998,
    title: "Gradient-Based Learning Applied to Document Recognition",
    venue: "Proceedings of the IEEE 86(11): 2278-2324",
    url: "https://doi.org/10.1109/5.726791",
  },
  kingma2015: {
    authors: "Diederik P. Kingma, Jimmy Ba",
    year: 2015,
    title: "Adam: A Method for Stochastic Optimization",
    venue: "ICLR 2015",
    url: "https://arxiv.org/abs/1412.6980",
  },
  glorot2010: {
    authors: "Xavier Glorot, Yoshua Bengio",
    year: 2010,
    title: "Understanding the Difficulty of Training Deep Feedforward Neural Networks",
    venue: "AISTATS 2010, PMLR 9: 249-256",
    url: "https://proceedings.mlr.press/v9/glorot10a.html",
  },
  jacob2018: {
    authors:
      "Benoit Jacob, Skirmantas Kligys, Bo Chen, Menglong Zhu, Matthew Tang, Andrew Howard, Hartwig Adam, Dmitry Kalenichenko",
    year: 2018,
    title:
      "Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference",
    venue: "CVPR 2018",
    url: "https://arxiv.org/abs/1712.05877",
  },
  bengio2013: {
    authors: "Yoshua Bengio, Nicholas Léonard, Aaron Courville",
    year: 2013,
    title:
      "Estimating or Propagating Gradients Through Stochastic Neurons for Conditional Computation",
    venue: "arXiv 1308.3432",
    url: "https://arxiv.org/abs/1308.3432",
  },
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
  shwartzziv2017: {
    authors: "Ravid Shwartz-Ziv, Naftali Tishby",
    year: 2017,
    title: "Opening the Black Box of Deep Neural Networks via Information",
    venue: "arXiv preprint",
    url: "https://arxiv.org/abs/1703.00810",
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
  chelombiev2019: {
    authors: "Ivan Chelombiev, Conor J. Houghton, Cian O'Donnell",
    year: 2019,
    title: "Adaptive Estimators Show Information Compression in Deep Neural Networks",
    venue: "ICLR 2019",
    url: "https://arxiv.org/abs/1902.09037",
  },
  miller1955: {
    authors: "George A. Miller",
    year: 1955,
    title: "Note on the Bias of Information Estimates",
    venue:
      "Information Theory in Psychology: Problems and Methods, ed. H. Quastler, Free Press, pp. 95-100",
  },
  paninski2003: {
    authors: "Liam Paninski",
    year: 2003,
    title: "Estimation of Entropy and Mutual Information",
    venue: "Neural Computation 15(6): 1191-1253",
    url: "https://doi.org/10.1162/089976603321780272",
  },
  chaoshen2003: {
    authors: "Anne Chao, Tsung-Jen Shen",
    year: 2003,
    title:
      "Nonparametric estimation of Shannon's index of diversity when there are unseen species in sample",
    venue: "Environmental and Ecological Statistics 10(4): 429-443",
    url: "https://doi.org/10.1023/A:1026096204727",
  },
  nemenman2002: {
    authors: "Ilya Nemenman, Fariel Shafee, William Bialek",
    year: 2002,
    title: "Entropy and Inference, Revisited",
    venue: "Advances in Neural Information Processing Systems 14, pp. 471-478",
    url: "https://arxiv.org/abs/physics/0108025",
  },
  wolpert1995: {
    authors: "David H. Wolpert, David R. Wolf",
    year: 1995,
    title: "Estimating functions of probability distributions from a finite set of samples",
    venue: "Physical Review E 52: 6841-6854",
    url: "https://doi.org/10.1103/PhysRevE.52.6841",
  },
  panzeri2007: {
    authors: "Stefano Panzeri, Riccardo Senatore, Marcelo A. Montemurro, Rasmus S. Petersen",
    year: 2007,
    title: "Correcting for the Sampling Bias Problem in Spike Train Information Measures",
    venue: "Journal of Neurophysiology 98(3): 1064-1072",
    url: "https://doi.org/10.1152/jn.00559.2007",
  },
  good1953: {
    authors: "I. J. Good",
    year: 1953,
    title: "The population frequencies of species and the estimation of population parameters",
    venue: "Biometrika 40(3-4): 237-264",
    url: "https://doi.org/10.1093/biomet/40.3-4.237",
  },
};
