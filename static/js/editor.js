/*
 * Starts CKEditor 5 on every textarea that the Django widget renders.
 *
 * Needs `vendor/ckeditor5/ckeditor5.umd.js` and its Vietnamese translation before it. The widget's
 * template puts the settings (CKEDITOR_5_CONFIGS) beside the textarea as JSON; this file adds what
 * settings must not decide: which plug-ins exist, the licence, and how a picture is sent.
 *
 * Without the editor (script blocked, old browser, an error) the textarea stays as it is: people
 * can still read, edit and save the HTML in it.
 */
(() => {
"use strict"; // and its own scope, whether it is loaded as a module or as a plain script

const SELECTOR = "textarea.django_ckeditor_5";

const TEXTS = {
  uploadFailed: "Không tải được ảnh lên.",
  uploadRefused: "Bạn không có quyền tải ảnh lên, hoặc phiên làm việc đã hết hạn. Nếu đã hết hạn, hãy chép phần vừa viết ra nơi khác rồi đăng nhập lại.",
  uploadTooLarge: "Ảnh quá lớn, máy chủ không nhận. Hãy giảm kích thước ảnh rồi thử lại.",
  uploadOffline: "Không tải được ảnh lên: mất kết nối tới máy chủ. Hãy kiểm tra mạng rồi thử lại.",
  uploadPending: "Ảnh đang được tải lên. Hãy chờ ảnh tải xong rồi lưu lại.",
};

/*
 * Words of the editor's own translation that are misspelt or say something else, put right here
 * because the vendored file stays as it was published.
 */
const WORDS = {
  "Bulleted List": "Danh sách dấu đầu dòng",
  "Change image text alternative": "Mô tả ảnh cho người không nhìn thấy ảnh",
  "Enter image caption": "Nhập chú thích ảnh",
  "Insert table": "Chèn bảng",
  "Merge cell down": "Gộp với ô bên dưới",
  "Merge cell left": "Gộp với ô bên trái",
  "Merge cell right": "Gộp với ô bên phải",
  "Merge cell up": "Gộp với ô bên trên",
  "Merge cells": "Gộp ô",
  "Open link in new tab": "Mở liên kết trong thẻ mới",
  "Redo": "Làm lại",
  "Remove Format": "Xóa định dạng",
  "Rich Text Editor. Editing area: %0": "Trình soạn thảo văn bản. Vùng soạn thảo: %0",
  "Text alternative": "Mô tả ảnh",
  "Upload image from computer": "Tải ảnh lên từ máy tính",
  "Whole words only": "Chỉ khớp cả từ",
};

/*
 * The whole list of what the editor can do. Left out on purpose: General HTML Support, HTML embed,
 * source editing, full page and media embed, because each lets HTML in that the sanitiser refuses.
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
    wordStyles(CKEDITOR),
    photoUpload(CKEDITOR),
    photoIdentity(CKEDITOR),
  ];
}

/*
 * Word says in a <style> block which of its lists have numbers and which have bullets. The editor
 * lets the browser parse that block, which a policy without inline styles forbids: every list came
 * out numbered. So the block is taken out as text before it is parsed and handed on as text.
 */
function wordStyles(CKEDITOR) {
  return class WordStyles extends CKEDITOR.Plugin {
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
}

/*
 * Sends a picture to the address that the widget names, as multipart field "upload".
 * Our own adapter, not SimpleUploadAdapter: that one answers in English when the server's answer
 * is no JSON (a CSRF page, a proxy's 413). The token comes from the form's hidden input because
 * the CSRF cookie is HttpOnly.
 */
function photoUpload(CKEDITOR) {
  return class PhotoUpload extends CKEDITOR.Plugin {
    static get pluginName() { return "PhotoUpload"; }
    static get requires() { return [CKEDITOR.FileRepository]; }

    init() {
      const { url, form } = this.editor.config.get("photoUpload");
      if (!url) return;
      this.editor.plugins.get("FileRepository").createUploadAdapter = (loader) => {
        const xhr = new XMLHttpRequest();
        return {
          upload: async () => send(xhr, url, csrfToken(form), await loader.file, loader),
          abort: () => xhr.abort(),
        };
      };
    }
  };
}

function csrfToken(form) {
  return (form || document).querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
}

function send(xhr, url, token, file, loader) {
  return new Promise((resolve, reject) => {
    xhr.open("POST", url);
    xhr.responseType = "json";
    xhr.setRequestHeader("X-CSRFToken", token);
    xhr.setRequestHeader("Accept", "application/json");
    xhr.addEventListener("error", () => reject(TEXTS.uploadOffline));
    xhr.addEventListener("abort", () => reject()); // the user cancelled: no message
    xhr.addEventListener("load", () => {
      const answer = xhr.response;
      if (xhr.status < 400 && typeof answer?.url === "string") {
        resolve({ ...answer, urls: { default: answer.url } });
      } else {
        reject(answer?.error?.message || refusal(xhr, url));
      }
    });
    xhr.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      loader.uploadTotal = event.total;
      loader.uploaded = event.loaded;
    });
    const data = new FormData();
    data.append("upload", file);
    xhr.send(data);
  });
}

function refusal(xhr, url) {
  // Sent elsewhere means sent to the sign-in page, which answers 200.
  const moved = xhr.responseURL !== new URL(url, document.baseURI).href;
  if (moved || xhr.status === 401 || xhr.status === 403) return TEXTS.uploadRefused;
  if (xhr.status === 413) return TEXTS.uploadTooLarge;
  return TEXTS.uploadFailed;
}

/*
 * Keeps `data-photo-id` on <img>: the public page finds the photo's renditions and credit by it,
 * and an attribute that no plug-in knows would be lost on the first save.
 */
function photoIdentity(CKEDITOR) {
  return class PhotoIdentity extends CKEDITOR.Plugin {
    static get pluginName() { return "PhotoIdentity"; }
    static get requires() { return [CKEDITOR.ImageBlock, CKEDITOR.ImageUpload]; }

    init() {
      const { editor } = this;
      const images = editor.plugins.get("ImageUtils");
      editor.model.schema.extend("imageBlock", { allowAttributes: ["photoId"] });
      editor.conversion.for("upcast").attributeToAttribute({
        view: { name: "img", key: "data-photo-id" },
        model: "photoId",
      });
      editor.conversion.for("downcast").add((dispatcher) => {
        dispatcher.on("attribute:photoId:imageBlock", (event, data, api) => {
          if (!api.consumable.consume(data.item, event.name)) return;
          const img = images.findViewImgElement(api.mapper.toViewElement(data.item));
          if (data.attributeNewValue === null) api.writer.removeAttribute("data-photo-id", img);
          else api.writer.setAttribute("data-photo-id", data.attributeNewValue, img);
        });
      });
      editor.plugins.get("ImageUploadEditing").on("uploadComplete", (event, { data, imageElement }) => {
        if (data.photo_id === undefined) return;
        editor.model.change((writer) => writer.setAttribute("photoId", String(data.photo_id), imageElement));
      });
    }
  };
}

/* What the widget's template left beside the textarea, or null when this is not its textarea. */
function settingsOf(textarea) {
  const script = document.getElementById(`${textarea.id}_script`);
  if (!script) return null;
  const upload = document.getElementById(`${textarea.id}_script-ck-editor-5-upload-url`);
  return {
    config: JSON.parse(script.textContent),
    uploadUrl: upload?.dataset.uploadUrl ?? "",
    // The setting lists file endings, the editor wants the second half of the media type.
    uploadTypes: JSON.parse(upload?.dataset.uploadFileTypes ?? "[]").map((type) => (type === "jpg" ? "jpeg" : type)),
  };
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
    const { config, uploadUrl, uploadTypes } = found;
    const label = textarea.labels?.[0];
    const image = { ...config.image };
    if (uploadTypes.length) image.upload = { types: [...new Set(uploadTypes)] };
    const editor = await window.CKEDITOR.ClassicEditor.create({
      ...config,
      image,
      attachTo: textarea,
      root: { ...config.root, ...(label && { label: label.textContent.replace(/:\s*$/, "").trim() }) },
      licenseKey: "GPL",
      plugins: plugins(window.CKEDITOR),
      extraPlugins: [],
      photoUpload: { url: uploadUrl, form: textarea.form },
    });
    textarea.dataset.editor = "ready";
    // The browser refuses to submit a hidden field that is required and empty, without a word.
    textarea.required = false;
    if (textarea.disabled || textarea.readOnly) editor.enableReadOnlyMode("form");
    label?.addEventListener("click", () => editor.editing.view.focus());
    keepTextareaTrue(editor, textarea, stored);
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
    waiting = setTimeout(() => editor.updateSourceElement(), 300);
  });
  // Registered after the editor's own listener, so it has the last word on the value.
  textarea.form?.addEventListener("submit", (event) => {
    clearTimeout(waiting);
    if (!touched) textarea.value = stored;
    // Saved now, a picture that is still on its way would be lost without a word.
    if (textarea.isConnected && editor.plugins.get("PendingActions").hasAny) {
      event.preventDefault();
      editor.plugins.get("Notification").showWarning(TEXTS.uploadPending, { namespace: "upload" });
    }
  });
}

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
