/*
 * Stands in for the script of the Python package django-ckeditor-5, which carries CKEditor 5 47.x
 * with an open hole (CVE-2026-116688). STATICFILES_DIRS is searched before the apps, so this file
 * is what the address answers. It starts nothing: the editor is vendor/ckeditor5 + js/editor.js,
 * loaded by our own widget. A form that uses the package's widget directly shows a plain textarea.
 */
console.warn("django_ckeditor_5/dist/bundle.js is switched off here; use the project's own rich text widget.");
