/*
 * What comes in from other programs: text in an old encoding is shown before it is converted,
 * lines of plain text become paragraphs, and pictures that cannot come along are named.
 * The sanitiser (branch_portal/lib/html.py) does the rest when the article is saved.
 */
(() => {
"use strict";

const { ask, build, footButton, notice, openDialog, parts, TEXTS: SHARED } = window.articleEditor;

const NAMES = { tcvn3: "TCVN3 (phông .VnTime)", vni: "VNI (phông VNI-Times)" };
const TEXTS = {
  title: "Văn bản dùng bảng mã cũ",
  asking: "Đang xem văn bản vừa dán dùng bảng mã nào…",
  found: (encoding) => `Văn bản vừa dán có vẻ gõ bằng bảng mã ${NAMES[encoding] ?? encoding}. Đây là vài chỗ trước và sau khi chuyển sang Unicode:`,
  before: "Trước",
  after: "Sau khi chuyển",
  convert: "Chuyển sang Unicode và dán",
  asIs: "Dán nguyên văn",
  notAsked: (why) => `Chưa kiểm tra được bảng mã của văn bản vừa dán. ${why}`,
  lostPictures: (count) => `${count} ảnh trong phần vừa dán không đi cùng được, vì tệp ảnh nằm ở máy hoặc trang khác. Hãy lưu ảnh về máy rồi tải lên, hoặc chọn “Ảnh từ thư viện”.`,
};

// Signs that old encodings show inside words and that Vietnamese in Unicode never has.
const OLD_FONTS = /\.Vn[A-Z]|VNI-/;
const OLD_SIGNS = /[A-Za-zÀ-ÿ][µ¸¶·¹¨»¾¼½Æ©ÇËÎÏÑªÖ×ØÜÞßä«åæçë¬îïñö÷ø­ûüþ®§]|[®§][A-Za-zÀ-ÿ]/g;

function looksOld(html, text) {
  return OLD_FONTS.test(html) || (text.match(OLD_SIGNS) ?? []).length >= 3;
}

parts.legacyPaste = (CKEDITOR) => class LegacyPaste extends CKEDITOR.Plugin {
  static get pluginName() { return "LegacyPaste"; }
  static get requires() { return [CKEDITOR.ClipboardPipeline]; }

  init() {
    const { document } = this.editor.editing.view;
    document.on("clipboardInput", (event, data) => {
      if (data.judged || typeof data.content !== "string") return;
      const html = data.dataTransfer.getData("text/html");
      const text = data.dataTransfer.getData("text/plain");
      if (!html && text.includes("\n")) data.content = paragraphs(text);
      if (!looksOld(html, text || data.content)) return;
      event.stop();
      const held = heldBack(data);
      judge(this.editor, data.content).then((content) => {
        if (content === null) return;
        if (html) held.dataTransfer.setData("text/html", content);
        document.fire("clipboardInput", { ...held, content });
      });
    }, { priority: "highest" });
  }

};

/* The clipboard is only readable while its event lasts: keep what comes later needs. */
function heldBack({ dataTransfer, method, targetRanges, target, domEvent }) {
  const copy = new window.CKEDITOR.ViewDataTransfer(new DataTransfer());
  for (const type of ["text/html", "text/plain", "text/rtf"]) {
    const held = dataTransfer.getData(type);
    if (held) copy.setData(type, held);
  }
  return { dataTransfer: copy, method, targetRanges, target, domEvent, judged: true };
}

/* Asks the server, then the writer: gives the HTML to paste, or null when nothing is wanted. */
async function judge(editor, content) {
  const dialog = openDialog(TEXTS.title, { editor });
  const status = build("p", { role: "status" }, TEXTS.asking);
  const asIs = footButton(TEXTS.asIs, () => dialog.close(content));
  const cancel = footButton(SHARED.cancel, () => dialog.close());
  dialog.body.append(status);
  dialog.foot.append(cancel);
  const { convertLegacy, form } = editor.config.get("addresses");
  const body = new FormData();
  body.append("html", content);
  try {
    const { encoding, html, sample } = await ask(convertLegacy, { body, form });
    if (!encoding) {
      dialog.close(dialog.element.open ? content : null);
    } else {
      const convert = footButton(TEXTS.convert, () => dialog.close(html), true);
      status.textContent = TEXTS.found(encoding);
      dialog.body.append(samples(sample));
      dialog.foot.prepend(convert, asIs);
      convert.focus();
    }
  } catch (error) {
    status.textContent = TEXTS.notAsked(error.message);
    dialog.foot.prepend(asIs);
    asIs.focus();
  }
  return dialog.closed;
}

function samples(pairs) {
  const rows = pairs.map(([before, after]) => build("tr", {}, build("td", {}, before), build("td", {}, after)));
  const head = [TEXTS.before, TEXTS.after].map((words) => build("th", { scope: "col" }, words));
  return build("table", {}, build("thead", {}, build("tr", {}, ...head)), build("tbody", {}, ...rows));
}

/* Plain text as paragraphs: one for each line, or joined again when every line was cut by width. */
function paragraphs(text) {
  const lines = text.replace(/\r\n?/g, "\n").split("\n").map((line) => line.trim());
  const blocks = wrapWidth(lines) ? joined(lines, wrapWidth(lines)) : lines;
  return blocks.filter(Boolean).map((block) => build("p", {}, block).outerHTML).join("");
}

const ENDS = /[.!?:;…”"]$/;
const STARTS_ITEM = /^(?:[-–•*+]|\d+[.)])\s/;

/* The length of lines that were cut by the width of a page (a PDF), 0 when they were not. */
function wrapWidth(lines) {
  const filled = lines.filter(Boolean);
  const longest = Math.max(...filled.map((line) => line.length), 0);
  const full = filled.filter((line) => line.length >= longest * 0.75);
  const cut = full.filter((line) => !ENDS.test(line));
  const isCut = filled.length >= 4 && longest >= 45 && longest <= 130;
  return isCut && full.length >= filled.length * 0.6 && cut.length > full.length / 2 ? longest : 0;
}

function joined(lines, width) {
  const blocks = [""];
  for (const line of lines) {
    if (!line || STARTS_ITEM.test(line)) blocks.push("");
    if (!line) continue;
    blocks.push(`${blocks.pop()} ${line}`.trim());
    if (line.length < width * 0.75) blocks.push(""); // the last line of a paragraph is short
  }
  return blocks;
}

/*
 * Word says in a <style> block which of its lists have numbers and which have bullets. The editor
 * lets the browser parse that block, which a policy without inline styles forbids: every list came
 * out numbered. So the block is taken out as text before it is parsed and handed on as text.
 */
parts.wordStyles = (CKEDITOR) => class WordStyles extends CKEDITOR.Plugin {
  static get pluginName() { return "WordStyles"; }
  static get requires() { return [CKEDITOR.ClipboardPipeline, CKEDITOR.PasteFromOffice]; }

  init() {
    let styles = "";
    this.editor.editing.view.document.on("clipboardInput", (event, data) => {
      styles = "";
      if (typeof data.content !== "string") return;
      data.content = data.content.replace(/<style\b[^>]*>([\s\S]*?)<\/style\s*>/gi, (block, text) => {
        styles += ` ${text}`;
        return "";
      });
    }, { priority: "high" });
    this.editor.plugins.get("ClipboardPipeline").on("inputTransformation", (event, data) => {
      if (data.extraContent?.isTransformedWithPasteFromOffice) data.extraContent.stylesString = styles;
    }, { priority: "highest" });
  }
};

/*
 * A picture comes along when its data do (they are sent to the library) or when it is ours. Others
 * would be gone after saving; they go at once, and the writer is told. Empty paragraphs go too.
 */
parts.pasteTidy = (CKEDITOR) => class PasteTidy extends CKEDITOR.Plugin {
  static get pluginName() { return "PasteTidy"; }
  static get requires() { return [CKEDITOR.ClipboardPipeline, CKEDITOR.ImageUpload]; }

  init() {
    const { editor } = this;
    const { view } = editor.editing;
    editor.plugins.get("ClipboardPipeline").on("inputTransformation", (event, { content }) => {
      const writer = new CKEDITOR.ViewUpcastWriter(view.document);
      const elements = [...view.createRangeIn(content)].map(({ item }) => item).filter((item) => item.is("element"));
      const lost = elements.filter((item) => item.name === "img" && !comesAlong(writer, item)).length;
      for (const item of elements) {
        if (/^(?:p|h[1-6]|div)$/.test(item.name) && isEmpty(item)) writer.remove(item);
      }
      if (lost) notice(editor, TEXTS.lostPictures(lost));
    }, { priority: CKEDITOR.priorities.get("low") + 10 });
  }
};

const EMOJI = /^\p{Extended_Pictographic}[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F\u200D]*$/u;

/* Whether the picture stays; what cannot stay is taken out, a drawn emoji becomes its letter. */
function comesAlong(writer, img) {
  const source = img.getAttribute("src") ?? "";
  const alt = (img.getAttribute("alt") ?? "").trim();
  if (img.getAttribute("uploadId") || source.startsWith("/media/photos/")) return true;
  if (source.startsWith(`${location.origin}/media/photos/`)) {
    writer.setAttribute("src", source.slice(location.origin.length), img);
    return true;
  }
  if (EMOJI.test(alt)) writer.replace(img, writer.createText(alt));
  else writer.remove(img);
  return EMOJI.test(alt);
}

function isEmpty(node) {
  if (node.is("$text")) return !node.data.trim();
  if (["img", "table", "hr", "oembed"].includes(node.name)) return false;
  return [...node.getChildren()].every(isEmpty);
}
})();
