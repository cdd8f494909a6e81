/*
 * Starts CKEditor 5 on every textarea that the Django widget renders.
 *
 * Needs `vendor/ckeditor5/ckeditor5.umd.js`, its Vietnamese translation and the files of `editor/`
 * before it (EditorWidget.media names them in order). The widget's
 * template puts the settings (CKEDITOR_5_CONFIGS) beside the textarea as JSON; this file adds what
 * settings must not decide: which plug-ins exist, and the licence.
 *
 * Without the editor (script blocked, old browser, an error) the textarea stays as it is: people
 * can still read, edit and save the HTML in it.
 */
(() => {
"use strict"; // and its own scope, whether it is loaded as a module or as a plain script

const SELECTOR = "textarea.django_ckeditor_5";

const { parts } = window.articleEditor;
const PENDING = "Ảnh hoặc tệp đang được tải lên. Hãy chờ tải xong rồi lưu lại.";

/*
 * Words of the editor's own translation that are misspelt or say something else, put right here
 * because the vendored file stays as it was published.
 */
const WORDS = {
  "Bulleted List": "Danh sách dấu đầu dòng",
  "Change image text alternative": "Mô tả ảnh cho người không nhìn thấy ảnh",
  "Enter image caption": "Nhập chú thích ảnh",
  "Insert media": "Chèn video",
  "Insert table": "Chèn bảng",
  "Media": "Video",
  "Media URL": "Địa chỉ video trên YouTube hoặc Vimeo",
  "Media embed": "Video",
  "media widget": "khung video",
  "Merge cell down": "Gộp với ô bên dưới",
  "Merge cell left": "Gộp với ô bên trái",
  "Merge cell right": "Gộp với ô bên phải",
  "Merge cell up": "Gộp với ô bên trên",
  "Merge cells": "Gộp ô",
  "Open link in new tab": "Mở liên kết trong thẻ mới",
  "Paste the media URL in the input.": "Dán địa chỉ trang video vào đây.",
  "Redo": "Làm lại",
  "Remove Format": "Xóa định dạng",
  "Rich Text Editor. Editing area: %0": "Trình soạn thảo văn bản. Vùng soạn thảo: %0",
  "Text alternative": "Mô tả ảnh",
  "The URL must not be empty.": "Hãy dán địa chỉ video.",
  "This media URL is not supported.": "Chỉ nhận video trên YouTube hoặc Vimeo.",
  "Tip: Paste the URL into the content to embed faster.": "Mẹo: dán thẳng địa chỉ video vào bài cũng được.",
  "Upload image from computer": "Tải ảnh lên từ máy tính",
  "Whole words only": "Chỉ khớp cả từ",
};

/*
 * The whole list of what the editor can do. Left out on purpose: General HTML Support, HTML embed,
 * source editing and full page, because each lets HTML in that the sanitiser refuses.
 * Subscript, superscript, the horizontal line and the table's caption have no button; they are here
 * so that m², H₂O and what else comes in from Word or from the import survives an edit.
 */
function plugins(CKEDITOR) {
  return [
    CKEDITOR.Essentials, // typing, clipboard, undo, select all, Alt+0 help
    CKEDITOR.Paragraph,
    CKEDITOR.Heading,
    CKEDITOR.Bold,
    CKEDITOR.Italic,
    CKEDITOR.Subscript,
    CKEDITOR.Superscript,
    CKEDITOR.HorizontalLine,
    CKEDITOR.Link,
    CKEDITOR.List,
    CKEDITOR.ListProperties, // keeps <ol start>
    CKEDITOR.BlockQuote,
    CKEDITOR.Table,
    CKEDITOR.TableToolbar,
    CKEDITOR.TableCaption,
    CKEDITOR.ImageBlock, // block only: every picture is a <figure class="image">
    CKEDITOR.ImageCaption,
    CKEDITOR.ImageToolbar,
    CKEDITOR.ImageUpload,
    CKEDITOR.FindAndReplace,
    CKEDITOR.RemoveFormat,
    CKEDITOR.PasteFromOffice,
    CKEDITOR.MediaEmbed, // YouTube and Vimeo, as a card
    // Our own, from the files in editor/.
    parts.legacyPaste(CKEDITOR),
    parts.wordStyles(CKEDITOR),
    parts.pasteTidy(CKEDITOR),
    parts.pullQuote(CKEDITOR),
    parts.photoUpload(CKEDITOR),
    parts.photoIdentity(CKEDITOR),
    parts.photoLibrary(CKEDITOR),
    parts.articleLink(CKEDITOR),
    parts.fileLink(CKEDITOR),
  ];
}

/* What the widget's template left beside the textarea, or null when this is not its textarea. */
function settingsOf(textarea) {
  const script = document.getElementById(`${textarea.id}_script`);
  if (!script) return null;
  const upload = document.getElementById(`${textarea.id}_script-ck-editor-5-upload-url`);
  return {
    config: JSON.parse(script.textContent),
    addresses: {
      uploadPhoto: upload?.dataset.uploadUrl ?? "",
      uploadAttachment: textarea.dataset.uploadAttachment,
      findPhotos: textarea.dataset.findPhotos,
      findArticles: textarea.dataset.findArticles,
      convertLegacy: textarea.dataset.convertLegacy,
    },
    // The setting lists file endings, the editor wants the second half of the media type.
    uploadTypes: JSON.parse(upload?.dataset.uploadFileTypes ?? "[]").map((type) => (type === "jpg" ? "jpeg" : type)),
  };
}

/* Pixels that the bar over the article form covers: the toolbar stops below it, not behind. */
function heightOfBar() {
  const bar = document.querySelector(".desk-bar");
  return bar && getComputedStyle(bar).position === "sticky" ? bar.offsetHeight : 0;
}

async function start(textarea) {
  // `__prefix__` is the admin's hidden template row: its copies are started when they are added.
  if (textarea.dataset.editor || textarea.id.includes("__prefix__")) return;
  textarea.dataset.editor = "starting";
  const stored = textarea.value;
  try {
    const found = settingsOf(textarea);
    if (!found || !window.CKEDITOR) {
      textarea.dataset.editor = "absent";
      return;
    }
    const { config, addresses, uploadTypes } = found;
    const label = textarea.labels?.[0];
    const image = { ...config.image };
    if (uploadTypes.length) image.upload = { types: [...new Set(uploadTypes)] };
    const editor = await window.CKEDITOR.ClassicEditor.create({
      ...config,
      image,
      attachTo: textarea,
      root: { ...config.root, ...(label && { label: label.textContent.replace(/:\s*$/, "").trim() }) },
      licenseKey: "GPL",
      ui: { viewportOffset: { top: heightOfBar() } },
      plugins: plugins(window.CKEDITOR),
      extraPlugins: [],
      addresses: { ...addresses, form: textarea.form },
      mediaEmbed: parts.videoSettings(),
    });
    textarea.dataset.editor = "ready";
    // The browser refuses to submit a hidden field that is required and empty, without a word.
    textarea.required = false;
    if (textarea.disabled || textarea.readOnly) editor.enableReadOnlyMode("form");
    label?.addEventListener("click", () => editor.editing.view.focus());
    keepTextareaTrue(editor, textarea, stored);
    editors.set(textarea.id, editor);
  } catch (error) {
    console.error(error);
    textarea.dataset.editor = "failed";
    textarea.value = stored;
    textarea.style.display = "";
    textarea.parentElement.querySelector(":scope > .ck-editor")?.remove();
  }
}

/*
 * The textarea follows what is written, for anything that reads the form before it is submitted.
 * Text that nobody touched is sent back letter for letter: the editor's own spelling of the same
 * HTML would otherwise look like a change and make a revision.
 */
function keepTextareaTrue(editor, textarea, stored) {
  let touched = false;
  let waiting = 0;
  editor.model.document.on("change:data", () => {
    touched = true;
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      editor.updateSourceElement();
      textarea.dispatchEvent(new CustomEvent("article-editor:changed", { bubbles: true }));
    }, 300);
  });
  // Registered after the editor's own listener, so it has the last word on the value.
  textarea.form?.addEventListener("submit", (event) => {
    clearTimeout(waiting);
    if (!touched) textarea.value = stored;
    // Saved now, a picture that is still on its way would be lost without a word.
    if (textarea.isConnected && editor.plugins.get("PendingActions").hasAny) {
      event.preventDefault();
      editor.plugins.get("Notification").showWarning(PENDING, { namespace: "upload" });
    }
  });
}

const editors = new Map();

/*
 * Puts a text into an editor, such as a local copy that is offered back; it can be undone. Where
 * no editor came up, the textarea takes it.
 */
window.articleEditor.setData = (textareaId, html) => {
  const editor = editors.get(textareaId);
  if (editor) {
    editor.data.set(html, { batchType: { isUndoable: true } });
    return;
  }
  const textarea = document.getElementById(textareaId);
  textarea.value = html;
  textarea.dispatchEvent(new CustomEvent("article-editor:changed", { bubbles: true }));
};

function startAll(root) {
  if (root.matches?.(SELECTOR)) start(root);
  root.querySelectorAll?.(SELECTOR).forEach(start);
}

function begin() {
  Object.assign(window.CKEDITOR_TRANSLATIONS?.vi?.dictionary ?? {}, WORDS);
  startAll(document);
  // The admin says so when "add another" has put a new row into the page.
  document.addEventListener("formset:added", (event) => startAll(event.target));
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
else begin();
})();
