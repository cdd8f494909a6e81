/*
 * Photos in the text: sent from this computer, or chosen from the library. Either way the picture
 * carries `data-photo-id`, by which the public page finds its renditions and its credit.
 */
(() => {
"use strict";

const { ask, addButton, build, csrfToken, footButton, openDialog, parts, searchField } = window.articleEditor;

const TEXTS = {
  library: "Ảnh từ thư viện",
  search: "Tìm theo chú thích, tác giả",
  more: "Xem thêm",
  loading: "Đang tìm…",
  none: "Không có ảnh nào khớp.",
  found: (count) => `Đang hiện ${count} ảnh. Chọn một ảnh để chèn vào bài.`,
  noWords: "Ảnh chưa có chú thích",
  credit: (name) => `Ảnh: ${name}`,
  uploadFailed: "Không tải được ảnh lên.",
  uploadRefused: "Bạn không có quyền tải ảnh lên, hoặc phiên làm việc đã hết hạn. Nếu đã hết hạn, hãy chép phần vừa viết ra nơi khác rồi đăng nhập lại.",
  uploadTooLarge: "Ảnh quá lớn, máy chủ không nhận. Hãy giảm kích thước ảnh rồi thử lại.",
  uploadOffline: "Không tải được ảnh lên: mất kết nối tới máy chủ. Hãy kiểm tra mạng rồi thử lại.",
};

/*
 * Sends a picture to the address that the widget names, as multipart field "upload".
 * Our own adapter, not SimpleUploadAdapter: that one answers in English when the server's answer
 * is no JSON (a CSRF page, a proxy's 413). The token comes from the form's hidden input because
 * the CSRF cookie is HttpOnly.
 */
parts.photoUpload = (CKEDITOR) => class PhotoUpload extends CKEDITOR.Plugin {
  static get pluginName() { return "PhotoUpload"; }
  static get requires() { return [CKEDITOR.FileRepository]; }

  init() {
    const { uploadPhoto, form } = this.editor.config.get("addresses");
    if (!uploadPhoto) return;
    this.editor.plugins.get("FileRepository").createUploadAdapter = (loader) => {
      const xhr = new XMLHttpRequest();
      return {
        upload: async () => send(xhr, uploadPhoto, csrfToken(form), await loader.file, loader),
        abort: () => xhr.abort(),
      };
    };
  }
};

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
 * Keeps `data-photo-id` on <img>, because an attribute that no plug-in knows would be lost on the
 * first save; a picture that was just sent gets the words that its file brought along.
 */
parts.photoIdentity = (CKEDITOR) => class PhotoIdentity extends CKEDITOR.Plugin {
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
      editor.model.change((writer) => {
        writer.setAttribute("photoId", String(data.photo_id), imageElement);
        if (data.alt && !imageElement.getAttribute("alt")) writer.setAttribute("alt", data.alt, imageElement);
        if (data.caption) caption(writer, imageElement, data.caption);
      });
    });
  }
};

/* Puts words under a picture, unless somebody has written there already. */
function caption(writer, image, words) {
  const standing = [...image.getChildren()].find((child) => child.is("element", "caption"));
  if (standing && !standing.isEmpty) return;
  const place = standing ?? writer.createElement("caption");
  writer.insertText(words, place);
  if (!standing) writer.append(place, image);
}

parts.photoLibrary = (CKEDITOR) => class PhotoLibrary extends CKEDITOR.Plugin {
  static get pluginName() { return "PhotoLibrary"; }
  static get requires() { return [CKEDITOR.ImageBlock]; }

  init() {
    const { editor } = this;
    const look = { label: TEXTS.library, icon: CKEDITOR.IconImageAssetManager };
    addButton(editor, CKEDITOR, "photoLibrary", look, async () => {
      const photo = await choosePhoto(editor);
      if (photo) insert(editor, photo);
    });
  }
};

function insert(editor, photo) {
  editor.model.change((writer) => {
    const { url: src, alt, width, height, id } = photo;
    const image = writer.createElement("imageBlock", { src, alt, photoId: String(id) });
    if (width && height) writer.setAttributes({ width: String(width), height: String(height) }, image);
    if (photo.caption) caption(writer, image, photo.caption);
    editor.model.insertObject(image, null, null, { setSelection: "on", findOptimalPosition: "auto" });
  });
}

/* Shows the library and gives the chosen photo as the server described it, or null. */
function choosePhoto(editor) {
  const address = editor.config.get("addresses").findPhotos;
  const dialog = openDialog(TEXTS.library, { editor, wide: true });
  const grid = build("ul", { class: "editor-photos" });
  const status = build("p", { class: "editor-dialog-status", role: "status" });
  const more = footButton(TEXTS.more, () => load(true));
  let asked = null;
  let words = "";
  let page = 1;

  async function load(further) {
    asked?.abort();
    asked = new AbortController();
    const { signal } = asked;
    const wanted = further ? page + 1 : 1;
    status.textContent = TEXTS.loading;
    more.hidden = true;
    try {
      const query = new URLSearchParams({ q: words, trang: wanted });
      const answer = await ask(`${address}?${query}`, { signal });
      if (signal.aborted) return;
      page = wanted;
      if (!further) grid.replaceChildren();
      const added = answer.results.map((photo) => thumbnail(photo, dialog.close));
      grid.append(...added);
      more.hidden = !answer.has_more;
      status.textContent = grid.children.length ? TEXTS.found(grid.children.length) : TEXTS.none;
      if (further) added[0]?.querySelector("button").focus();
    } catch (error) {
      if (signal.aborted) return;
      status.textContent = error.message;
      more.hidden = !further;
    }
  }

  const search = searchField(TEXTS.search, (typed) => {
    words = typed;
    load(false);
  });
  dialog.body.append(search, status, grid, more);
  dialog.closed.then(() => asked?.abort());
  search.querySelector("input").focus();
  load(false);
  return dialog.closed;
}

function thumbnail(photo, choose) {
  const words = photo.caption || photo.alt || TEXTS.noWords;
  const button = build(
    "button",
    { type: "button", title: words },
    build("img", { src: photo.thumb, alt: "", loading: "lazy" }),
    build("span", {}, words),
    photo.credit ? build("small", {}, TEXTS.credit(photo.credit)) : null,
  );
  button.addEventListener("click", () => choose(photo));
  return build("li", {}, button);
}
})();
