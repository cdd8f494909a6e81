/*
 * Two formats of an article that the editor does not bring: the pull quote, and a video that is
 * only a card here and on the page, so that no third party learns who writes or reads.
 */
(() => {
"use strict";

const { parts } = window.articleEditor;

const TEXTS = {
  pullQuote: "Trích dẫn nổi bật",
  card: (host) => `Video trên ${host}`,
  cardNote: "Người đọc bấm vào mới tải video.",
};

/* A block quote with a class of its own: <blockquote class="pull-quote">. */
parts.pullQuote = (CKEDITOR) => {
  class PullQuoteCommand extends CKEDITOR.Command {
    refresh() {
      this.value = Boolean(this.quote()?.getAttribute("pullQuote"));
      this.isEnabled = this.editor.commands.get("blockQuote").isEnabled;
    }

    quote() {
      const block = this.editor.model.document.selection.getSelectedBlocks().next().value;
      return block?.findAncestor("blockQuote") ?? null;
    }

    execute() {
      this.editor.model.change((writer) => {
        if (this.value || !this.quote()) this.editor.execute("blockQuote");
        const quote = this.quote();
        if (quote) writer.setAttribute("pullQuote", true, quote);
      });
    }
  }

  return class PullQuote extends CKEDITOR.Plugin {
    static get pluginName() { return "PullQuote"; }
    static get requires() { return [CKEDITOR.BlockQuote]; }

    init() {
      const { editor } = this;
      editor.model.schema.extend("blockQuote", { allowAttributes: "pullQuote" });
      editor.conversion.for("upcast").attributeToAttribute({
        view: { name: "blockquote", key: "class", value: /(^|\s)pull-quote(\s|$)/ },
        model: { key: "pullQuote", value: true },
      });
      editor.conversion.for("downcast").attributeToAttribute({
        model: { name: "blockQuote", key: "pullQuote" },
        view: (on) => (on ? { key: "class", value: "pull-quote" } : null),
      });
      const command = new PullQuoteCommand(editor);
      editor.commands.add("pullQuote", command);
      editor.ui.componentFactory.add("pullQuote", (locale) => {
        const button = new CKEDITOR.ButtonView(locale);
        button.set({ label: TEXTS.pullQuote, icon: CKEDITOR.IconSparkle, tooltip: true, isToggleable: true });
        button.bind("isOn", "isEnabled").to(command, "value", "isEnabled");
        button.on("execute", () => {
          editor.execute("pullQuote");
          editor.editing.view.focus();
        });
        return button;
      });
    }
  };
};

/* The sanitiser (branch_portal/lib/htmlparts.py) knows the same addresses and has the last word. */
const YOUTUBE_ID = "([\\w-]{11})(?![\\w-])";
const VIDEOS = [
  {
    name: "YouTube",
    url: [
      new RegExp(`^(?:(?:m|music)\\.)?youtube\\.com/watch/?\\?(?:[^#]*&)?v=${YOUTUBE_ID}`),
      new RegExp(`^(?:m\\.)?youtube(?:-nocookie)?\\.com/(?:shorts|embed|live|v)/${YOUTUBE_ID}`),
      new RegExp(`^youtu\\.be/${YOUTUBE_ID}`),
    ],
  },
  { name: "Vimeo", url: [/^(?:player\.)?vimeo\.com\/(?:video\/)?(\d{5,12})(?!\d)/] },
];

parts.videoSettings = () => ({
  previewsInData: false,
  providers: VIDEOS.map(({ name, url }) => ({ name, url, html: (match) => card(name, match[1]) })),
});

/* The id holds letters, digits, "-" and "_" only, so it needs no escaping. */
function card(host, id) {
  return `<div class="video-card"><strong>${TEXTS.card(host)}</strong> <code>${id}</code><br>${TEXTS.cardNote}</div>`;
}
})();
