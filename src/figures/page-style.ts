import { darkVariables } from "./theme.js";

/** The style sheet of the report: system fonts, light and dark, one column. */
export const pageStyle = (): string => `
:root{color-scheme:light dark;--ink:#1b1b1b;--paper:#ffffff;--soft:#f4f5f7;--line:#d9dce1;--muted:#5c5c5c}
@media (prefers-color-scheme:dark){:root{--ink:#e6e8eb;--paper:#14171c;--soft:#1d2128;--line:#343a44;--muted:#a3a8b0;${darkVariables()}}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
main{max-width:1072px;margin:0 auto;padding:24px 16px 64px}
h1{font-size:1.8rem;line-height:1.2;margin:.4em 0;overflow-wrap:anywhere}
h2{font-size:1.25rem;margin:2.4em 0 .6em}
h3{font-size:1rem;margin:1.6em 0 .6em}
thead tr:first-child th{border-top:0}
p,ul,figcaption{max-width:46rem}
ul{padding-left:1.2em}
li{margin:.25em 0}
figure{margin:0}
figure svg{display:block;max-width:100%;height:auto}
figcaption,.note{color:var(--muted);font-size:.92rem;margin-top:.8em}
.narrow{display:none}
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:6px}
table{border-collapse:collapse;font-size:.86rem;font-variant-numeric:tabular-nums;white-space:nowrap;width:100%}
th,td{padding:.32em .7em;text-align:right;border-top:1px solid var(--line)}
.words td{white-space:normal;padding:.32em .5em}
.words td,.words tbody th{vertical-align:top}
.words .whole{white-space:nowrap}
thead th{background:var(--soft);font-weight:600;vertical-align:bottom}
th.name,td.name{text-align:left}
tbody th{position:sticky;left:0;background:var(--paper);font-weight:600}
pre{background:var(--soft);border:1px solid var(--line);border-radius:6px;padding:.8em 1em;overflow-x:auto;font-size:.85rem;line-height:1.45}
a{color:inherit}
code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
summary{cursor:pointer}
@media (max-width:639px){.wide{display:none}.narrow{display:block}h1{font-size:1.45rem}}
@media print{.wide{display:block}.narrow{display:none}section{break-inside:avoid}}
`;
