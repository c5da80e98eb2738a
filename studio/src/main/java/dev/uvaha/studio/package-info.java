/// Models looked into from a web page: [Studio].
///
/// Each [StudioPage][dev.uvaha.studio.pages.StudioPage] has a package of its own: a class that
/// computes what the page shows as records of plain arrays, without HTTP, and the page itself,
/// which takes requests under `/api/ID/`. What the browser gets lies beside this package's classes
/// in `page`: `index.html`, `app.js` (the frame), `elements` (shared by pages), and `pages/ID.js`,
/// `pages/ID.css`, `i18n/ID.LANGUAGE.json`.
@NullMarked
package dev.uvaha.studio;

import org.jspecify.annotations.NullMarked;
