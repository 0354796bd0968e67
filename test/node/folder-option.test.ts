import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { BadInput } from "../../src/node/errors.js";
import { checkFolderOption, checkPageOption } from "../../src/node/folder-option.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const folder = temporaryFolder();
writeFileSync(join(folder, "file"), "");
mkdirSync(join(folder, "pages.html"));
const at = (name: string) => join(folder, name);

describe("an option that names a folder", () => {
  it("may name one that is not there yet", () => {
    for (const path of [undefined, folder, at("new"), at("new/newer")]) {
      expect(() => checkFolderOption("--out", path)).not.toThrow();
    }
  });

  it("names no file, and something", () => {
    expect(() => checkFolderOption("--out", at("file"))).toThrow(BadInput);
    expect(() => checkFolderOption("--out", " ")).toThrow('--out: expected a folder, not " "');
  });
});

describe("an option that names a page or a folder", () => {
  it("may name a page in a folder that is not there yet", () => {
    for (const path of [undefined, "page.html", at("page.html"), at("new/page.html"), at("new")]) {
      expect(() => checkPageOption("--out", path)).not.toThrow();
    }
  });

  it("names no folder by a page's name, and no page in a file", () => {
    expect(() => checkPageOption("--out", at("pages.html"))).toThrow(/pages\.html is a folder/);
    expect(() => checkPageOption("--out", at("file/page.html"))).toThrow(/file is a file/);
    expect(() => checkPageOption("--out", at("file"))).toThrow(BadInput);
  });
});
