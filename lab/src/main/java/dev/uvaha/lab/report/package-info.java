/// Findings on paper: [LabReport] writes a page, JSON, CSV and SVG into a folder.
@NullMarked
package dev.uvaha.lab.report;

import org.jspecify.annotations.NullMarked;
