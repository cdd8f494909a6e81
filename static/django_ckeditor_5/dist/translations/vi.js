/* Stands in for the package's translation; the editor's own is vendor/ckeditor5/translations/vi.umd.js. */
