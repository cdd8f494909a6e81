/*
 * Two more ways to a link: to an article of this portal (stored by its number, so that a changed
 * headline breaks nothing) and to a file that is sent along.
 */
(() => {
"use strict";

const { ask, addButton, build, openDialog, parts, searchField } = window.articleEditor;

const TEXTS = {
  article: "Liên kết tới bài trên cổng",
  search: "Tìm bài theo tiêu đề, nội dung",
  loading: "Đang tìm…",
  none: "Không có bài nào khớp.",
  found: "Chọn một bài để đặt liên kết.",
  file: "Chèn tệp (PDF, DOCX)",
  sending: (name) => `Đang tải tệp “${name}” lên…`,
  notSent: (name, why) => `Không chèn được tệp “${name}”. ${why}`,
};
const FILES = ".pdf,.docx,application/pdf,application/vnd.openxmlformats-officedocument.wordprocessingml.document";

parts.articleLink = (CKEDITOR) => class ArticleLink extends CKEDITOR.Plugin {
  static get pluginName() { return "ArticleLink"; }
  static get requires() { return [CKEDITOR.Link]; }

  init() {
    const { editor } = this;
    const look = { label: TEXTS.article, icon: CKEDITOR.IconBookmarkInline };
    addButton(editor, CKEDITOR, "articleLink", look, async () => {
      const article = await chooseArticle(editor);
      if (article) link(editor, article.url, article.headline);
    });
  }
};

/* Links what is selected; when nothing is, writes the given words as a link. */
function link(editor, url, words, position = null) {
  const { selection } = editor.model.document;
  if (!position && !selection.isCollapsed) {
    editor.execute("link", url);
    return;
  }
  editor.model.change((writer) => {
    const text = writer.createText(words, { ...Object.fromEntries(selection.getAttributes()), linkHref: url });
    const range = editor.model.insertContent(text, position ?? selection.getFirstPosition());
    writer.setSelection(range.end);
    writer.removeSelectionAttribute("linkHref");
  });
}

function chooseArticle(editor) {
  const address = editor.config.get("addresses").findArticles;
  const dialog = openDialog(TEXTS.article, { editor });
  const list = build("ul", { class: "editor-articles" });
  const status = build("p", { class: "editor-dialog-status", role: "status" });
  let asked = null;

  async function find(words) {
    asked?.abort();
    asked = new AbortController();
    const { signal } = asked;
    status.textContent = TEXTS.loading;
    try {
      const { results } = await ask(`${address}?${new URLSearchParams({ q: words })}`, { signal });
      if (signal.aborted) return;
      list.replaceChildren(...results.map((article) => line(article, dialog.close)));
      status.textContent = results.length ? TEXTS.found : TEXTS.none;
    } catch (error) {
      if (!signal.aborted) status.textContent = error.message;
    }
  }

  const search = searchField(TEXTS.search, find);
  dialog.body.append(search, status, list);
  dialog.closed.then(() => asked?.abort());
  search.querySelector("input").focus();
  find("");
  return dialog.closed;
}

function line(article, choose) {
  const about = [article.section, article.state, article.when].filter(Boolean).join(" · ");
  const button = build("button", { type: "button" }, build("span", {}, article.headline), build("small", {}, about));
  button.addEventListener("click", () => choose(article));
  return build("li", {}, button);
}

parts.fileLink = (CKEDITOR) => class FileLink extends CKEDITOR.Plugin {
  static get pluginName() { return "FileLink"; }
  static get requires() { return [CKEDITOR.Link, CKEDITOR.PendingActions]; }

  init() {
    const { editor } = this;
    editor.ui.componentFactory.add("fileLink", (locale) => {
      const button = new CKEDITOR.FileDialogButtonView(locale);
      button.set({
        acceptedType: FILES,
        allowMultipleFiles: true,
        label: TEXTS.file,
        icon: CKEDITOR.IconPaperClip,
        tooltip: true,
      });
      button.bind("isEnabled").to(editor, "isReadOnly", (locked) => !locked);
      button.on("done", (event, files) => this.sendAll([...files]));
      return button;
    });
  }

  async sendAll(files) {
    const { editor } = this;
    const { uploadAttachment, form } = editor.config.get("addresses");
    const pending = editor.plugins.get("PendingActions");
    // Who goes on writing meanwhile finds the link where the cursor stood.
    const place = window.CKEDITOR.ModelLivePosition.fromPosition(editor.model.document.selection.getLastPosition());
    for (const file of files) {
      const action = pending.add(TEXTS.sending(file.name));
      const body = new FormData();
      body.append("upload", file);
      try {
        const { url, title } = await ask(uploadAttachment, { body, form });
        insertFile(editor, url, title || file.name, place);
      } catch (error) {
        const sentence = TEXTS.notSent(file.name, error.message);
        editor.plugins.get("Notification").showWarning(sentence, { namespace: "upload" });
      } finally {
        pending.remove(action);
      }
    }
    place.detach();
    editor.editing.view.focus();
  }
};

function insertFile(editor, url, words, place) {
  const position = place.root.rootName === "$graveyard" ? null : place.toPosition();
  const before = position?.nodeBefore;
  editor.model.change((writer) => {
    // Two links in a row would become one.
    if (before?.is("$text") && before.hasAttribute("linkHref")) {
      writer.insertText(" ", position);
      link(editor, url, words, position.getShiftedBy(1));
    } else {
      link(editor, url, words, position);
    }
  });
}
})();
